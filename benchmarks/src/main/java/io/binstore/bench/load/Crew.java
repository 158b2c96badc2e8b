package io.binstore.bench.load;

import io.binstore.bench.host.CpuMeter;
import io.binstore.bench.host.DriverWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/** Callers in groups that work at the same time, all of them for the same while. */
public final class Crew {

    private static final long START_NANOS = 20_000_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final List<Long> pids;
    private final LoadSettings settings;
    private final List<Group> groups = new ArrayList<>();

    /** Threads that do the same. */
    private record Group(int callsPerStep, List<Tally> tallies,
            Function<Window, List<Runnable>> loops) {
    }

    /** @param pids the servers, whose processor time counts */
    public Crew(List<Long> pids, LoadSettings settings) {
        this.pids = List.copyOf(pids);
        this.settings = settings;
    }

    /**
     * Adds callers that wait for each step.
     *
     * @param steps one for each caller
     * @param stepsPerSecond of the whole group; 0 for as many as it can
     */
    public Crew add(List<Step> steps, int callsPerStep, double stepsPerSecond) {
        int count = steps.size();
        long pace = stepsPerSecond == 0 ? 0 : (long) (count * NANOS_PER_SECOND / stepsPerSecond);
        List<Tally> tallies = Stream.generate(Tally::new).limit(count).toList();
        groups.add(new Group(callsPerStep, tallies, span -> {
            List<Runnable> loops = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                // Paced callers take turns instead of all beginning at once.
                Window window = new Window(span.startNanos() + pace * i / count,
                        span.fromNanos(), span.untilNanos(), pace);
                loops.add(new CallerLoop(steps.get(i), window, tallies.get(i)));
            }
            return loops;
        }));
        return this;
    }

    /**
     * Adds one thread that begins steps of one call without waiting for those before.
     *
     * @param steps taken in turn
     * @param stepsPerSecond more than 0
     */
    public Crew addOpen(List<AsyncStep> steps, double stepsPerSecond) {
        Tally tally = new Tally();
        long pace = (long) (NANOS_PER_SECOND / stepsPerSecond);
        groups.add(new Group(1, List.of(tally),
                span -> List.of(new OpenLoop(steps, new Window(span.startNanos(),
                        span.fromNanos(), span.untilNanos(), pace), tally))));
        return this;
    }

    /** Runs once, and returns what each group saw. */
    public List<Outcome> run() throws InterruptedException {
        long start = System.nanoTime() + START_NANOS;
        long from = start + TimeUnit.MILLISECONDS.toNanos(settings.warmUpMillis());
        long until = from + TimeUnit.MILLISECONDS.toNanos(settings.measuredMillis());
        List<Thread> threads = new ArrayList<>();
        Window span = new Window(start, from, until, 0);
        for (Group group : groups) {
            for (Runnable loop : group.loops().apply(span)) {
                threads.add((settings.virtual() ? Thread.ofVirtual() : Thread.ofPlatform().daemon())
                        .name("caller-" + threads.size()).start(loop));
            }
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
                    group -> Outcome.of(group.tallies(), group.callsPerStep(), nanos, cpu, seen))
                    .toList();
        }
    }

    private static void sleepUntil(long momentNanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(momentNanos - System.nanoTime());
    }
}
