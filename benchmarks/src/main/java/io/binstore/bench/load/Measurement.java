package io.binstore.bench.load;

import io.binstore.bench.host.CpuMeter;
import org.HdrHistogram.Histogram;

/**
 * What one run of a workload on a store showed.
 *
 * @param calls answered while it was measured
 * @param nanos for which it was measured
 * @param cpu processor time used meanwhile
 * @param latency of steps, in ns; a batch is one step
 * @param errors steps that failed
 */
public record Measurement(Workload workload, String store, int round, long calls, long nanos,
        CpuMeter.Reading cpu, Histogram latency, long errors) {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MICRO = 1e3;

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
}
