package io.binstore.bench.host;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.List;

/** Reads the processor time of a store's servers and of this JVM, its client. */
public final class CpuMeter {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final List<Long> pids;
    private final long tickNanos;
    private final OperatingSystemMXBean self =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    public CpuMeter(List<Long> pids) {
        this.pids = List.copyOf(pids);
        this.tickNanos = NANOS_PER_SECOND / Host.ticksPerSecond();
    }

    /**
     * Processor time since the processes began, in ns.
     *
     * @param driverNanos of this JVM, its compiler and collector included
     */
    public record Reading(long serverNanos, long driverNanos) {

        public Reading since(Reading earlier) {
            return new Reading(serverNanos - earlier.serverNanos,
                    driverNanos - earlier.driverNanos);
        }
    }

    public Reading read() {
        long ticks = 0;
        try {
            for (long pid : pids) {
                ticks += ProcStat.ticks(pid);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a server has ended", e);
        }
        return new Reading(ticks * tickNanos, self.getProcessCpuTime());
    }
}
