package io.binstore.bench.report;

import io.binstore.bench.host.DriverWatch;
import io.binstore.bench.load.Measurement;
import io.binstore.bench.load.Outcome;
import io.binstore.bench.load.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** All rounds of all workloads and stores. */
public final class Summary {

    private final List<Measurement> measurements;
    private final List<Row> rows = new ArrayList<>();

    /**
     * A workload on a store, over all rounds: medians of rates and costs, one histogram of all
     * latencies.
     */
    public record Row(Workload workload, String store, double callsPerSecond, double serverMicros,
            double driverMicros, double cpuMicros, Histogram latency, Histogram late,
            DriverWatch.Seen driver, long errors) {

        private static final double NANOS_PER_MILLI = 1e6;

        /** In ms. */
        public double percentile(double percent) {
            return latency.getValueAtPercentile(percent) / NANOS_PER_MILLI;
        }

        /** How late the driver itself began 99.9 % of the steps at most, in ms. */
        public double lateness() {
            return late.getValueAtPercentile(99.9) / NANOS_PER_MILLI;
        }

        /** In ms. */
        public double max() {
            return latency.getMaxValue() / NANOS_PER_MILLI;
        }
    }

    public Summary(List<Measurement> measurements) {
        this.measurements = List.copyOf(measurements);
        Map<String, List<Measurement>> groups = new LinkedHashMap<>();
        for (Workload workload : Workload.values()) {
            for (Measurement measurement : measurements) {
                if (measurement.workload() == workload) {
                    groups.computeIfAbsent(workload + " " + measurement.store(),
                            key -> new ArrayList<>()).add(measurement);
                }
            }
        }
        groups.values().forEach(group -> rows.add(row(group)));
    }

    private static Row row(List<Measurement> rounds) {
        Histogram latency = new Histogram(rounds.get(0).outcome().latency());
        Histogram late = new Histogram(rounds.get(0).outcome().late());
        latency.reset();
        late.reset();
        DriverWatch.Seen driver = DriverWatch.Seen.NOTHING;
        long errors = 0;
        for (Measurement round : rounds) {
            latency.add(round.outcome().latency());
            late.add(round.outcome().late());
            driver = driver.and(round.outcome().driver());
            errors += round.outcome().errors();
        }
        return new Row(rounds.get(0).workload(), rounds.get(0).store(),
                median(rounds, Outcome::callsPerSecond),
                median(rounds, Outcome::serverMicros),
                median(rounds, Outcome::driverMicros), median(rounds, Outcome::cpuMicros),
                latency, late, driver, errors);
    }

    private static double median(List<Measurement> rounds, ToDoubleFunction<Outcome> value) {
        double[] sorted =
                rounds.stream().map(Measurement::outcome).mapToDouble(value).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    public List<Measurement> measurements() {
        return measurements;
    }

    /** By workload, in the order of the measurements within. */
    public List<Row> rows() {
        return rows;
    }

    public List<Row> rows(Workload workload) {
        return rows.stream().filter(row -> row.workload() == workload).toList();
    }

    public @Nullable Row find(Workload workload, String store) {
        return rows(workload).stream().filter(row -> row.store().equals(store)).findFirst()
                .orElse(null);
    }
}
