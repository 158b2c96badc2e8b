package io.binstore.bench.hold;

import io.binstore.bench.host.PauseLog;
import io.binstore.bench.load.Outcome;
import io.binstore.launcher.report.Table;
import java.util.ArrayList;
import java.util.List;

/** What a held load showed, one interval after the other, and the verdict on it. */
final class Held {

    private static final double GROWTH_MAX = 0.05;
    private static final double MEGABYTE = 1e6;

    private final List<String> processes;
    private final List<Interval> intervals = new ArrayList<>();

    /**
     * One interval.
     *
     * @param values of gets and sets
     * @param lists of appends and removals
     * @param pauses of all backends
     * @param resident bytes of each process
     */
    record Interval(double minute, Outcome values, Outcome lists, PauseLog.Pauses pauses,
            List<Long> resident) {

        long errors() {
            return values.errors() + lists.errors();
        }
    }

    /** @param processes their names, in the order of their memory in intervals */
    Held(List<String> processes) {
        this.processes = List.copyOf(processes);
    }

    void add(Interval interval) {
        intervals.add(interval);
    }

    Table table() {
        List<String> heading = new ArrayList<>(List.of("minute", "calls/s", "list calls/s",
                "errors", "p50 ms", "p99.9 ms", "max ms", "longest pause ms",
                "largest heap after GC, MB"));
        processes.forEach(process -> heading.add(process + " MB"));
        Table table = new Table(0, heading);
        for (Interval interval : intervals) {
            List<String> row = new ArrayList<>(List.of(Table.figure(interval.minute()),
                    Table.figure(interval.values().callsPerSecond()),
                    Table.figure(interval.lists().callsPerSecond()),
                    Long.toString(interval.errors()),
                    Table.figure(interval.values().percentile(50)),
                    Table.figure(interval.values().percentile(99.9)),
                    Table.figure(interval.values().max()),
                    Table.figure(interval.pauses().longestMillis()),
                    interval.pauses().heapAfterMegabytes() < 0 ? "-"
                            : Long.toString(interval.pauses().heapAfterMegabytes())));
            interval.resident()
                    .forEach(bytes -> row.add(Long.toString(Math.round(bytes / MEGABYTE))));
            table.add(row);
        }
        return table;
    }

    /** What speaks against the store: nothing if it held. */
    List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        long errors = intervals.stream().mapToLong(Interval::errors).sum();
        if (errors > 0) {
            complaints.add(errors + " errors");
        }
        for (int i = 0; i < processes.size(); i++) {
            if (growth(i) > GROWTH_MAX) {
                complaints.add("the memory of " + processes.get(i) + " grows: " + percent(i));
            }
        }
        return complaints;
    }

    /** How the memory of each process changed from the middle third to the last. */
    String growths() {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < processes.size(); i++) {
            parts.add(processes.get(i) + " " + percent(i));
        }
        return String.join(", ", parts);
    }

    private double growth(int process) {
        return Trend.growth(
                intervals.stream().map(interval -> interval.resident().get(process)).toList());
    }

    private String percent(int process) {
        return String.format("%+.1f %%", growth(process) * 100);
    }
}
