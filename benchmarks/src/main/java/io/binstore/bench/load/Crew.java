package io.binstore.bench.load;

import io.binstore.bench.host.CpuMeter;
import io.binstore.bench.host.DriverWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Callers in groups that work at the same time, all of them for the same while. */
public final class Crew {

    private static final long START_NANOS = 20_000_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final List<Long> pids;
    private final LoadSettings settings;
    private final List<Group> groups = new ArrayList<>();

    /** Callers that do the same. */
    private record Group(List<Step> steps, int callsPerStep, double stepsPerSecond,
            List<CallerLoop> loops) {
    }

    /** @param pids the servers, whose processor time counts */
    public Crew(List<Long> pids, LoadSettings settings) {
        this.pids = List.copyOf(pids);
        this.settings = settings;
    }

    /**
     * Adds a group.
     *
     * @param steps one for each caller
     * @param stepsPerSecond of the whole group; 0 for as many as it can
     */
    public Crew add(List<Step> steps, int callsPerStep, double stepsPerSecond) {
        groups.add(new Group(List.copyOf(steps), callsPerStep, stepsPerSecond,
                new ArrayList<>()));
        return this;
    }

    /** Runs once, and returns what each group saw. */
    public List<Outcome> run() throws InterruptedException {
        long start = System.nanoTime() + START_NANOS;
        long from = start + TimeUnit.MILLISECONDS.toNanos(settings.warmUpMillis());
        long until = from + TimeUnit.MILLISECONDS.toNanos(settings.measuredMillis());
        List<Thread> threads = new ArrayList<>();
        for (Group group : groups) {
            start(group, start, from, until, threads);
        }
        CpuMeter meter = new CpuMeter(pids);
        sleepUntil(from);
        try (DriverWatch watch = new DriverWatch()) {
            CpuMeter.Reading before = meter.read();
            long measuredFrom = System.nanoTime();
            sleepUntil(until);
            CpuMeter.Reading cpu = meter.read().since(before);
            long nanos = System.nanoTime() - measuredFrom;
            DriverWatch.Seen seen = watch.seen();
            for (Thread thread : threads) {
                thread.join();
            }
            return groups.stream().map(
                    group -> Outcome.of(group.loops(), group.callsPerStep(), nanos, cpu, seen))
                    .toList();
        }
    }

    private void start(Group group, long start, long from, long until, List<Thread> threads) {
        int count = group.steps().size();
        long pace = group.stepsPerSecond() == 0 ? 0
                : (long) (count * NANOS_PER_SECOND / group.stepsPerSecond());
        for (int i = 0; i < count; i++) {
            // Paced callers take turns instead of all beginning at once.
            CallerLoop loop = new CallerLoop(group.steps().get(i),
                    new CallerLoop.Window(start + pace * i / count, from, until, pace));
            group.loops().add(loop);
            threads.add((settings.virtual() ? Thread.ofVirtual() : Thread.ofPlatform().daemon())
                    .name("caller-" + i).start(loop));
        }
    }

    private static void sleepUntil(long momentNanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(momentNanos - System.nanoTime());
    }
}
