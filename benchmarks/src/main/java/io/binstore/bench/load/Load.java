package io.binstore.bench.load;

import io.binstore.bench.host.CpuMeter;
import io.binstore.bench.store.KeySpace;
import io.binstore.bench.store.Store;
import io.binstore.bench.store.StoreCaller;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Puts load on one store, with the same callers all the time. */
public final class Load {

    private static final long START_NANOS = 20_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Store store;
    private final KeySpace space;
    private final Zipfian zipfian;
    private final List<StoreCaller> callers = new ArrayList<>();
    private long seed;
    private @Nullable Exception firstError;

    /** @param callersMax as many as any workload takes */
    public Load(Store store, KeySpace space, int callersMax) {
        this.store = store;
        this.space = space;
        this.zipfian = new Zipfian(space.size(), Zipfian.THETA_DEFAULT);
        for (int i = 0; i < callersMax; i++) {
            callers.add(store.caller(i));
        }
    }

    /** Gives every key a value. */
    public void fill() throws InterruptedException {
        eachKey((caller, key) -> caller.set(key, space.value(key)));
    }

    /**
     * Runs a workload.
     *
     * @param stepsPerSecond of all callers together; 0 for as many as they can
     */
    public Measurement run(Workload workload, LoadSettings settings, int round,
            double stepsPerSecond) throws InterruptedException {
        int count = workload.callers(settings);
        long start = System.nanoTime() + START_NANOS;
        long from = start + TimeUnit.MILLISECONDS.toNanos(settings.warmUpMillis());
        long until = from + TimeUnit.MILLISECONDS.toNanos(settings.measuredMillis());
        long pace = stepsPerSecond == 0 ? 0 : (long) (count * NANOS_PER_SECOND / stepsPerSecond);
        List<CallerLoop> loops = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            // Paced callers take turns instead of all beginning at once.
            long offset = pace * i / count;
            CallerLoop loop = new CallerLoop(workload, callers.get(i),
                    new Workload.Draw(space, zipfian, seed++, settings.batch()),
                    new CallerLoop.Window(start + offset, from, until, pace));
            loops.add(loop);
            threads.add(thread(settings.virtual(), "caller-" + i, loop));
        }
        CpuMeter meter = new CpuMeter(store.pids());
        sleepUntil(from);
        CpuMeter.Reading before = meter.read();
        long measuredFrom = System.nanoTime();
        sleepUntil(until);
        CpuMeter.Reading cpu = meter.read().since(before);
        long nanos = System.nanoTime() - measuredFrom;
        for (Thread thread : threads) {
            thread.join();
        }
        Measurement measurement = collect(workload, settings, round, loops, nanos, cpu);
        if (workload.growsLists()) {
            eachKey((caller, key) -> caller.forgetList(key, space.value(0)));
        }
        return measurement;
    }

    private Measurement collect(Workload workload, LoadSettings settings, int round,
            List<CallerLoop> loops, long nanos, CpuMeter.Reading cpu) {
        Histogram latency = new Histogram(CallerLoop.LATENCY_MAX_NANOS, CallerLoop.DIGITS);
        long steps = 0;
        long errors = 0;
        for (CallerLoop loop : loops) {
            latency.add(loop.latency());
            steps += loop.steps();
            errors += loop.errors();
            firstError = firstError == null ? loop.firstError() : firstError;
        }
        return new Measurement(workload, store.name(), round,
                steps * workload.callsPerStep(settings), nanos, cpu, latency, errors);
    }

    /** The first error of all runs, or null. */
    public @Nullable Exception firstError() {
        return firstError;
    }

    /** Something to do with each key. */
    private interface KeyTask {
        void run(StoreCaller caller, int key) throws Exception;
    }

    private void eachKey(KeyTask task) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (StoreCaller caller : callers) {
            threads.add(thread(false, "filler", () -> {
                try {
                    for (int key = next.getAndIncrement(); key < space.size(); key =
                            next.getAndIncrement()) {
                        task.run(caller, key);
                    }
                } catch (Exception e) {
                    failure.compareAndSet(null, e);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException(store.name() + ": " + failed.getMessage(), failed);
        }
    }

    private static Thread thread(boolean virtual, String name, Runnable task) {
        return (virtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon()).name(name)
                .start(task);
    }

    private static void sleepUntil(long momentNanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(momentNanos - System.nanoTime());
    }
}
