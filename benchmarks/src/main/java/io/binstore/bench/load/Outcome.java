package io.binstore.bench.load;

import io.binstore.bench.host.CpuMeter;
import io.binstore.bench.host.DriverWatch;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What callers saw, and what it took.
 *
 * @param calls answered while it was measured; in an open loop, those that were due then
 * @param nanos for which it was measured
 * @param cpu processor time used meanwhile
 * @param driver what the driver's own JVM did meanwhile
 * @param latency of steps, in ns; a batch is one step; paced ones count from when they were due
 * @param late how long after it was due a paced step began that nothing but the driver held up, in ns:
 *         the part of its latency that is the driver's own
 * @param errors steps that failed
 */
public record Outcome(long calls, long nanos, CpuMeter.Reading cpu, DriverWatch.Seen driver,
        Histogram latency, Histogram late, long errors, @Nullable Throwable firstError) {

    private static final long LATENCY_MIN_NANOS = 1_000;
    private static final long LATENCY_MAX_NANOS = TimeUnit.SECONDS.toNanos(120);
    private static final int DIGITS = 3;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_MICRO = 1e3;

    static Outcome of(List<Tally> tallies, int callsPerStep, long nanos, CpuMeter.Reading cpu,
            DriverWatch.Seen driver) {
        Histogram latency = histogram();
        Histogram late = smallHistogram();
        tallies.forEach(tally -> tally.addTo(latency, late));
        return new Outcome(tallies.stream().mapToLong(Tally::steps).sum() * callsPerStep, nanos,
                cpu, driver, latency, late, tallies.stream().mapToLong(Tally::errors).sum(),
                tallies.stream().map(Tally::firstError).filter(Objects::nonNull).findFirst()
                        .orElse(null));
    }

    static Histogram histogram() {
        return new Histogram(LATENCY_MIN_NANOS, LATENCY_MAX_NANOS, DIGITS);
    }

    /** One that takes its room when it needs it. */
    static Histogram smallHistogram() {
        return new Histogram(DIGITS);
    }

    static void record(Histogram histogram, long nanos) {
        histogram.recordValue(Math.min(nanos, LATENCY_MAX_NANOS));
    }

    public double callsPerSecond() {
        return calls * NANOS_PER_SECOND / nanos;
    }

    /** Processor time of servers and driver for one call, in µs. */
    public double cpuMicros() {
        return serverMicros() + driverMicros();
    }

    public double serverMicros() {
        return calls == 0 ? 0 : cpu.serverNanos() / NANOS_PER_MICRO / calls;
    }

    public double driverMicros() {
        return calls == 0 ? 0 : cpu.driverNanos() / NANOS_PER_MICRO / calls;
    }

    /** Latency in ms. */
    public double percentile(double percent) {
        return latency.getValueAtPercentile(percent) / NANOS_PER_MILLI;
    }

    /** The longest latency in ms. */
    public double max() {
        return latency.getMaxValue() / NANOS_PER_MILLI;
    }
}
