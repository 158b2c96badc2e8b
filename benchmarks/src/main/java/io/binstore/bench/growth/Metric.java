package io.binstore.bench.growth;

import io.binstore.bench.load.Outcome;
import java.util.EnumMap;
import java.util.Map;

/** What is known of a point. */
enum Metric {

    CALLS_PER_SECOND("calls/s", "calls_per_second"),
    CPU_MICROS("CPU us/call", "cpu_us_per_call"),
    P50("p50 ms", "p50_ms"),
    P99("p99 ms", "p99_ms"),
    P999("p99.9 ms", "p999_ms"),
    MAX("max ms", "max_ms"),
    MEGABYTES_PER_SECOND("MB/s", "megabytes_per_second"),
    RESIDENT_MEGABYTES("resident MB, all processes", "resident_mb"),
    BYTES_PER_ENTRY("resident bytes/entry/replica", "bytes_per_entry"),
    WAIT_SAME_CLIENT("longest wait of a get, same client, ms", "wait_same_client_ms"),
    WAIT_OTHER_CLIENT("other client, ms", "wait_other_client_ms"),
    DRIVER_PAUSE("driver's pause, max ms", "driver_pause_max_ms"),
    ERRORS("errors", "errors");

    private final String title;
    private final String word;

    Metric(String title, String word) {
        this.title = title;
        this.word = word;
    }

    /** The name in tables and charts. */
    String title() {
        return title;
    }

    /** The name in machine-readable results. */
    String word() {
        return word;
    }

    /** Whether its figures are whole numbers. */
    boolean counts() {
        return this == DRIVER_PAUSE || this == ERRORS;
    }

    /** What callers saw. */
    static Map<Metric, Double> of(Outcome outcome) {
        Map<Metric, Double> figures = new EnumMap<>(Metric.class);
        figures.put(CALLS_PER_SECOND, outcome.callsPerSecond());
        figures.put(CPU_MICROS, outcome.cpuMicros());
        figures.put(P50, outcome.percentile(50));
        figures.put(P99, outcome.percentile(99));
        figures.put(P999, outcome.percentile(99.9));
        figures.put(MAX, outcome.max());
        figures.put(DRIVER_PAUSE, (double) outcome.driver().longestPauseMillis());
        figures.put(ERRORS, (double) outcome.errors());
        return figures;
    }
}
