package io.binstore.simulation.wound;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Runs one seed after another in a wounded world, until one is judged to have failed. */
public final class WoundHunt {

    private final CoreSources sources;
    private final MemoryCompiler compiler = new MemoryCompiler();
    private final long seedsMax;
    private final int threads;

    /** @param seedsMax how many seeds, from 1 on, to try before the wound counts as not caught */
    public WoundHunt(CoreSources sources, long seedsMax, int threads) {
        this.sources = sources;
        this.seedsMax = seedsMax;
        this.threads = threads;
    }

    /**
     * What came of a hunt.
     *
     * @param seed the first that fails; 0 if none does
     * @param found by which check, and what
     */
    public record Catch(Wound wound, long seed, String found) {

        public boolean caught() {
            return seed > 0;
        }
    }

    /** Compiles the wounded classes, and no more. */
    void compile(Wound wound) {
        compiler.compile(sources.wounded(wound));
    }

    public Catch hunt(Wound wound) throws InterruptedException {
        var patient = new WoundedCores(compiler.compile(sources.wounded(wound))).patient();
        Search search = new Search(patient);
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            running.add(Thread.ofPlatform().name("wounds-" + i).start(search));
        }
        for (Thread thread : running) {
            thread.join();
        }
        return new Catch(wound, search.caughtAt > seedsMax ? 0 : search.caughtAt, search.found);
    }

    /** Several threads that look for the lowest seed that fails. */
    private final class Search implements Runnable {

        private final LongFunction<@Nullable String> patient;
        private final AtomicLong next = new AtomicLong(1);
        private volatile long caughtAt = seedsMax + 1;
        private String found = "";

        Search(LongFunction<@Nullable String> patient) {
            this.patient = patient;
        }

        @Override
        public void run() {
            for (long seed = next.getAndIncrement(); seed < caughtAt; seed =
                    next.getAndIncrement()) {
                String violation = patient.apply(seed);
                if (violation != null) {
                    caught(seed, violation);
                }
            }
        }

        private synchronized void caught(long seed, String violation) {
            if (seed < caughtAt) {
                caughtAt = seed;
                found = violation;
            }
        }
    }
}
