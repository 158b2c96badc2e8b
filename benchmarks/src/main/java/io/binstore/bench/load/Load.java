package io.binstore.bench.load;

import io.binstore.bench.store.KeySpace;
import io.binstore.bench.store.Store;
import io.binstore.bench.store.StoreCaller;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Puts load on one store, with the same callers all the time. */
public final class Load {

    private static final int FILL_BATCH = 100;
    private static final int FILL_BATCH_BYTES = 64 << 10;

    private final Store store;
    private final KeySpace space;
    private final Zipfian zipfian;
    private final List<StoreCaller> callers = new ArrayList<>();
    private long seed;
    private @Nullable Throwable firstError;

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
        fill(0);
    }

    /** Gives a value to every key from one on. */
    public void fill(int from) throws InterruptedException {
        int bytes = Math.max(1, space.value(0).length());
        eachChunk(from, Math.clamp(FILL_BATCH_BYTES / bytes, 1, FILL_BATCH),
                (caller, keys) -> caller.setAll(keys, space.value(keys[0])));
    }

    /**
     * Runs a workload.
     *
     * @param stepsPerSecond of all callers together; 0 for as many as they can
     */
    public Measurement run(Workload workload, LoadSettings settings, int round,
            double stepsPerSecond) throws InterruptedException {
        Crew crew = new Crew(store.pids(), settings);
        if (workload.isOpen() && stepsPerSecond > 0) {
            crew.addOpen(asyncSteps(workload, settings), stepsPerSecond);
        } else {
            crew.add(steps(workload, settings), workload.callsPerStep(settings), stepsPerSecond);
        }
        Outcome outcome = crew.run().getFirst();
        firstError = firstError == null ? outcome.firstError() : firstError;
        if (workload.growsLists()) {
            forgetLists();
        }
        return new Measurement(workload, store.name(), round, outcome);
    }

    /** Removes what appends have left. */
    public void forgetLists() throws InterruptedException {
        eachChunk(0, 1, (caller, keys) -> caller.forgetList(keys[0], space.value(0)));
    }

    /** What the callers of a workload do, one step for each of them. */
    public List<Step> steps(Workload workload, LoadSettings settings) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < workload.callers(settings); i++) {
            StoreCaller caller = callers.get(i);
            Workload.Draw draw = draw(settings);
            steps.add(() -> workload.step(caller, draw));
        }
        return steps;
    }

    private List<AsyncStep> asyncSteps(Workload workload, LoadSettings settings) {
        List<AsyncStep> steps = new ArrayList<>();
        Workload.Draw draw = draw(settings);
        for (int i = 0; i < workload.callers(settings); i++) {
            StoreCaller caller = callers.get(i);
            steps.add(() -> workload.begin(caller, draw));
        }
        return steps;
    }

    private Workload.Draw draw(LoadSettings settings) {
        return new Workload.Draw(space, zipfian, seed++, settings.batch());
    }

    /** The first error of all runs, or null. */
    public @Nullable Throwable firstError() {
        return firstError;
    }

    /** Something to do with a few keys. */
    private interface KeysTask {
        void run(StoreCaller caller, int[] keys) throws Exception;
    }

    private void eachChunk(int first, int size, KeysTask task) throws InterruptedException {
        AtomicInteger next = new AtomicInteger(first);
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (StoreCaller caller : callers) {
            threads.add(Thread.ofPlatform().daemon().name("filler").start(() -> {
                try {
                    for (int key = next.getAndAdd(size); key < space.size(); key =
                            next.getAndAdd(size)) {
                        task.run(caller, IntStream
                                .range(key, Math.min(key + size, space.size())).toArray());
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
}
