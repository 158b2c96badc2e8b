package io.binstore.simulation.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** Many seeds, each a run of its own, on a few threads: runs share nothing. */
public final class Campaign {

    private final LongFunction<Options> options;
    private final boolean keepGoing;
    private final Consumer<Outcome> heard;
    private final AtomicLong next = new AtomicLong();
    private final AtomicBoolean over = new AtomicBoolean();

    /**
     * @param keepGoing whether failed runs leave the rest to go on
     * @param heard is told each outcome as it comes, by one thread at a time
     */
    public Campaign(LongFunction<Options> options, boolean keepGoing, Consumer<Outcome> heard) {
        this.options = options;
        this.keepGoing = keepGoing;
        this.heard = heard;
    }

    /** Runs so many seeds from the first on; with less threads than seeds the later ones wait. */
    public void run(long first, long count, int threads) throws InterruptedException {
        next.set(first);
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < Math.min(threads, count); i++) {
            running.add(Thread.ofPlatform().name("seeds-" + i).start(() -> work(first + count)));
        }
        for (Thread thread : running) {
            thread.join();
        }
    }

    private void work(long end) {
        for (long seed = next.getAndIncrement(); seed < end && !over.get(); seed =
                next.getAndIncrement()) {
            Outcome outcome = new SeedRun(options.apply(seed)).run();
            if (!outcome.passed() && !keepGoing) {
                over.set(true);
            }
            synchronized (heard) {
                heard.accept(outcome);
            }
        }
    }
}
