package io.binstore.simulation.history;

import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Operation;
import io.binstore.protocol.operation.Result;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link HistoryWriter} wrote, in any number of files, into one history for each bin.
 *
 * <p>
 * Of an invocation and a return at the same nanosecond the invocation comes first, so that the two calls count as made at
 * the same time.
 */
public final class HistoryReader {

    private final Predicate<Utf8> wanted;
    private final Map<Utf8, List<Told>> bins = new HashMap<>();

    /** A call, as one file tells of it. */
    private static final class Told {

        final String client;
        final Operation operation;
        final long invokeNanos;
        long returnNanos;
        @Nullable
        Result result;

        Told(String client, Operation operation, long invokeNanos) {
            this.client = client;
            this.operation = operation;
            this.invokeNanos = invokeNanos;
        }
    }

    private record Event(Told call, boolean isReturn) {

        long nanos() {
            return isReturn ? call.returnNanos : call.invokeNanos;
        }
    }

    /** @param wanted the bins to be read: a long history may be read in parts */
    public HistoryReader(Predicate<Utf8> wanted) {
        this.wanted = wanted;
    }

    /** @throws IOException if a line is damaged, too: a history with holes proves nothing */
    public void read(Path file) throws IOException {
        String client = file.getFileName().toString();
        Map<Long, Told> open = new HashMap<>();
        try (BufferedReader in = Files.newBufferedReader(file)) {
            long number = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                number++;
                try {
                    read(client, line, open);
                } catch (RuntimeException e) {
                    throw new IOException(file + ":" + number + ": " + e.getMessage(), e);
                }
            }
        }
    }

    private void read(String client, String line, Map<Long, Told> open) {
        int callEnd = line.indexOf(' ', 2);
        int nanosEnd = line.indexOf(' ', callEnd + 1);
        long call = Long.parseLong(line, 2, callEnd, 10);
        long nanos = Long.parseLong(line, callEnd + 1, nanosEnd, 10);
        String shape = line.substring(nanosEnd + 1);
        switch (line.charAt(0)) {
            case HistoryLines.INVOKED -> {
                Told told = new Told(client, HistoryLines.operation(shape), nanos);
                open.put(call, told);
                if (wanted.test(told.operation.bin())) {
                    bins.computeIfAbsent(told.operation.bin(), bin -> new ArrayList<>()).add(told);
                }
            }
            case HistoryLines.RETURNED -> {
                Told told = open.remove(call);
                if (told == null) {
                    throw new IllegalArgumentException("the answer to no call");
                }
                told.result = HistoryLines.result(shape);
                told.returnNanos = nanos;
            }
            default -> throw new IllegalArgumentException("no line of a history");
        }
    }

    /** What has been read so far, by bin. */
    public SortedMap<Utf8, History> histories() {
        SortedMap<Utf8, History> histories = new TreeMap<>();
        bins.forEach((bin, calls) -> histories.put(bin, history(calls)));
        return histories;
    }

    private static History history(List<Told> calls) {
        List<Event> events = new ArrayList<>();
        for (Told call : calls) {
            events.add(new Event(call, false));
            if (call.result != null) {
                events.add(new Event(call, true));
            }
        }
        events.sort(Comparator.comparingLong(Event::nanos).thenComparing(Event::isReturn));
        History history = new History();
        Map<Told, CallRecord> records = new HashMap<>();
        for (Event event : events) {
            Told call = event.call();
            CallRecord record = records.get(call);
            if (!event.isReturn()) {
                records.put(call,
                        history.invoke(call.client, call.operation, call.invokeNanos));
            } else if (record != null && call.result != null) {
                history.complete(record, call.result, call.returnNanos);
            }
        }
        return history;
    }
}
