package io.binstore.bench.report;

import static io.binstore.launcher.report.Table.figure;

import io.binstore.bench.load.Measurement;
import io.binstore.bench.load.Outcome;
import io.binstore.bench.report.Summary.Row;
import io.binstore.launcher.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** The tables of a run. */
public final class Tables {

    /** The store that the others are compared with. */
    public static final String OWN = "binstore";

    private Tables() {
    }

    /** What each store did under each workload. */
    public static Table results(Summary summary) {
        Table table = new Table(2, List.of("workload", "store", "calls/s", "CPU us/call", "servers",
                "driver", "p50 ms", "p99 ms", "p99.9 ms", "max ms",
                "driver late, p99.9 ms", "driver's pause, max ms", "its compiler, ms", "errors"));
        for (Row row : summary.rows()) {
            table.add(List.of(row.workload().word(), row.store(), figure(row.callsPerSecond()),
                    figure(row.cpuMicros()), figure(row.serverMicros()),
                    figure(row.driverMicros()), figure(row.percentile(50)),
                    figure(row.percentile(99)), figure(row.percentile(99.9)), figure(row.max()),
                    row.late().getTotalCount() == 0 ? "-" : figure(row.lateness()),
                    Long.toString(row.driver().longestPauseMillis()),
                    Long.toString(row.driver().compilerMillis()),
                    Long.toString(row.errors())));
        }
        return table;
    }

    /** This store against each of its peers; a ratio below 1 of CPU and latency is good. */
    public static Table ratios(Summary summary) {
        Table table = new Table(2, List.of("workload", "binstore against", "calls/s", "CPU",
                "p50", "p99", "p99.9"));
        for (Row peer : summary.rows()) {
            Row own = summary.find(peer.workload(), OWN);
            if (own != null && !peer.store().equals(OWN)) {
                table.add(List.of(peer.workload().word(), peer.store(),
                        figure(own.callsPerSecond() / peer.callsPerSecond()),
                        figure(own.cpuMicros() / peer.cpuMicros()),
                        figure(own.percentile(50) / peer.percentile(50)),
                        figure(own.percentile(99) / peer.percentile(99)),
                        figure(own.percentile(99.9) / peer.percentile(99.9))));
            }
        }
        return table;
    }

    /**
     * The stores' memory and what they cost while nobody calls. What an entry takes is a difference
     * of large figures: it means something from a million keys on.
     */
    public static Table footprints(List<Footprint> footprints) {
        Table table = new Table(1, List.of("store", "servers", "resident MB, empty", "filled",
                "at the end", "live heap MB, filled", "bytes/entry/replica, resident",
                "live heap", "idle CPU ms/s"));
        for (Footprint footprint : footprints) {
            table.add(List.of(footprint.store(), Integer.toString(footprint.servers()),
                    megabytes(footprint.empty().residentBytes()),
                    megabytes(footprint.filled().residentBytes()),
                    megabytes(footprint.end().residentBytes()),
                    megabytes(footprint.filled().liveBytes()),
                    figure(footprint.residentPerEntry()), figure(footprint.livePerEntry()),
                    figure(footprint.idleMillisPerSecond())));
        }
        return table;
    }

    private static String megabytes(long bytes) {
        return bytes == 0 ? "-" : figure(bytes / 1e6);
    }

    /** Each round by itself, as comma-separated values. */
    public static List<String> roundsCsv(Summary summary) {
        List<String> lines = new ArrayList<>();
        lines.add("workload,store,round,calls,seconds,calls_per_second,cpu_us_per_call,"
                + "server_us_per_call,driver_us_per_call,p50_us,p99_us,p999_us,max_us,"
                + "driver_late_p999_us,driver_pause_max_ms,driver_compiler_ms,errors");
        for (Measurement m : summary.measurements()) {
            Outcome o = m.outcome();
            lines.add(String.format(Locale.ROOT,
                    "%s,%s,%d,%d,%.3f,%.1f,%.3f,%.3f,%.3f,%.1f,%.1f,%.1f,%.1f,%.1f,%d,%d,%d",
                    m.workload().word(), m.store(), m.round(), o.calls(), o.nanos() / 1e9,
                    o.callsPerSecond(), o.cpuMicros(), o.serverMicros(), o.driverMicros(),
                    micros(o.latency(), 50), micros(o.latency(), 99), micros(o.latency(), 99.9),
                    o.latency().getMaxValue() / 1e3, micros(o.late(), 99.9),
                    o.driver().longestPauseMillis(), o.driver().compilerMillis(), o.errors()));
        }
        return lines;
    }

    private static double micros(Histogram histogram, double percent) {
        return histogram.getValueAtPercentile(percent) / 1e3;
    }
}
