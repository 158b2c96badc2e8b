package io.binstore.bed.judge;

import io.binstore.bed.client.PlainHttp;
import io.binstore.bed.client.Workload;
import io.binstore.launcher.cluster.ClusterView;
import io.binstore.launcher.cluster.Trouble;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.operation.Result;
import io.binstore.simulation.history.HistoryWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Reads everything from every replica when all is quiet, and compares the replicas with each other.
 *
 * <p>
 * With {@code Binstore-Routing: direct} a backend answers from what it holds itself or not at all. What it answers goes
 * into a history like a client's calls, so that it is judged too.
 */
public final class FinalReads {

    private static final int BINS_AT_ONCE = 100;
    private static final int REPORTED_MAX = 8;
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    private final PlainHttp http = new PlainHttp();
    private final ClusterView view;
    private final IntFunction<String> addresses;
    private final Map<Utf8, List<Result>> seen = new HashMap<>();
    private final List<String> differences = new ArrayList<>();
    private int replicas;

    /** @param addresses of backends, by index */
    public FinalReads(ClusterView view, IntFunction<String> addresses) {
        this.view = view;
        this.addresses = addresses;
    }

    /** @param file where the history goes */
    public void read(List<Utf8> bins, Path file) throws IOException {
        try (HistoryWriter history = new HistoryWriter(file)) {
            for (int backend : view.members().keySet()) {
                List<Utf8> own = bins.stream()
                        .filter(bin -> view.chainOf(bin.toString()).contains(backend)).toList();
                for (int i = 0; i < own.size(); i += BINS_AT_ONCE) {
                    read(backend, own.subList(i, Math.min(own.size(), i + BINS_AT_ONCE)),
                            history);
                }
            }
        }
    }

    private void read(int backend, List<Utf8> bins, HistoryWriter history) {
        List<Read> calls = new ArrayList<>();
        List<Long> numbers = new ArrayList<>();
        for (Utf8 bin : bins) {
            for (Read read : Workload.everythingOf(bin)) {
                calls.add(read);
                numbers.add(history.invoked(read, System.nanoTime()));
            }
        }
        List<Result> results = ask(backend, calls);
        long returned = System.nanoTime();
        for (int i = 0; i < results.size(); i++) {
            history.returned(numbers.get(i), results.get(i), returned);
        }
        int each = calls.size() / bins.size();
        for (int i = 0; i < bins.size(); i++) {
            compare(backend, bins.get(i), List.copyOf(results.subList(i * each, (i + 1) * each)));
        }
    }

    private void compare(int backend, Utf8 bin, List<Result> results) {
        replicas++;
        List<Result> others = seen.putIfAbsent(bin, results);
        boolean refused = results.stream().anyMatch(Result.Refused.class::isInstance);
        if ((refused || others != null && !others.equals(results))
                && differences.size() < REPORTED_MAX) {
            differences.add(refused ? "backend " + backend + " does not answer for bin " + bin
                    + ": " + results
                    : "backend " + backend + " holds another bin " + bin + " than the others: "
                            + results + " instead of " + others);
        }
    }

    private List<Result> ask(int backend, List<Read> reads) {
        try {
            return http.ask(addresses.apply(backend), reads, true, TIMEOUT);
        } catch (IOException e) {
            throw new Trouble("backend " + backend + " does not answer: " + e.getMessage(), e);
        }
    }

    /** How many bins were read at how many replicas, all told. */
    public int replicas() {
        return replicas;
    }

    /** What replicas disagree about. */
    public List<String> differences() {
        return differences;
    }
}
