package io.binstore.bed.judge;

import io.binstore.protocol.model.Partitioning;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Result;
import io.binstore.simulation.check.HistoryCheck;
import io.binstore.simulation.history.CallRecord;
import io.binstore.simulation.history.History;
import io.binstore.simulation.history.HistoryReader;
import io.binstore.simulation.world.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Judges what all clients of a run saw, by the simulator's checkers: bin by bin, because bins share nothing. */
public final class Judge {

    /** So much text at once, times about three, has to fit the heap. */
    private static final long PART_BYTES_MAX = 100_000_000;

    private final List<Path> files;
    private final Partitioning partitioning;
    private final boolean copies;
    private final Traffic traffic = new Traffic();
    private final Map<String, Integer> failures = new TreeMap<>();
    private final List<String> violations = Collections.synchronizedList(new ArrayList<>());
    private final ClockLag clockLag;
    private int bins;

    /**
     * @param copies whether requests were repeated or kept back on their way
     * @param disturbed when something was wrong with the cluster
     */
    public Judge(List<Path> files, int partitions, boolean copies, List<Span> disturbed) {
        this.clockLag = new ClockLag(disturbed);
        this.files = List.copyOf(files);
        this.partitioning = new Partitioning(partitions);
        this.copies = copies;
    }

    public Verdict verdict() throws IOException {
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        int parts = (int) (bytes / PART_BYTES_MAX) + 1;
        for (int i = 0; i < parts; i++) {
            int part = i;
            HistoryReader reader =
                    new HistoryReader(bin -> Math.floorMod(bin.hashCode(), parts) == part);
            for (Path file : files) {
                reader.read(file);
            }
            judge(reader.histories());
        }
        clockLag.violation().ifPresent(violations::add);
        return new Verdict(traffic, bins, failures, List.copyOf(violations));
    }

    private void judge(SortedMap<Utf8, History> histories) {
        bins += histories.size();
        histories.values().forEach(history -> history.calls().forEach(this::count));
        histories.values().parallelStream()
                .map(history -> new HistoryCheck(history, partitioning, copies).violation())
                .filter(Objects::nonNull).map(Violation::toString).forEach(violations::add);
    }

    private void count(CallRecord call) {
        if (call.result() instanceof Result.ClockValue answer) {
            clockLag.add(call.invokeNanos(), call.returnNanos(), answer.clock());
        }
        boolean failed = call.pending() || call.result() instanceof Result.Refused;
        if (failed) {
            String reason = call.result() instanceof Result.Refused refused
                    ? refused.reason().toString() : "never answered";
            failures.merge(reason, 1, Integer::sum);
        }
        if (!call.pending()) {
            traffic.add(call.invokeNanos(), call.returnNanos(), failed);
        }
    }
}
