package io.binstore.keeper.core;

import io.binstore.protocol.runtime.Randomness;
import io.binstore.protocol.runtime.Ticker;
import io.binstore.protocol.runtime.Timers;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/**
 * Virtual time: tasks run in order of their time, then in the order in which they were asked for.
 */
final class FakeLoop implements Ticker, Timers {

    static final long MILLI = 1_000_000L;

    private record Task(long nanos, long sequence, Runnable body) {
    }

    private final PriorityQueue<Task> tasks = new PriorityQueue<>(
            Comparator.comparingLong(Task::nanos).thenComparingLong(Task::sequence));
    private long nanos = 1_000 * MILLI;
    private long sequence;

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Cancellable after(long delayNanos, Runnable body) {
        Task task = new Task(nanos + delayNanos, sequence++, body);
        tasks.add(task);
        return () -> tasks.remove(task);
    }

    void run(long millis) {
        long end = nanos + millis * MILLI;
        while (!tasks.isEmpty() && tasks.peek().nanos() <= end) {
            Task task = tasks.remove();
            nanos = task.nanos();
            task.body().run();
        }
        nanos = end;
    }

    /**
     * Runs until the condition holds.
     *
     * @return after how many milliseconds, or -1 if it did not within the limit
     */
    long runUntil(long limitMillis, BooleanSupplier condition) {
        for (long millis = 0; millis <= limitMillis; millis += 10) {
            if (condition.getAsBoolean()) {
                return millis;
            }
            run(10);
        }
        return -1;
    }

    /** A small generator (splitmix64). */
    static Randomness random(long seed) {
        return new Randomness() {
            private long state = seed;

            @Override
            public long nextLong() {
                state += 0x9e3779b97f4a7c15L;
                long z = state;
                z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
                z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
                return z ^ z >>> 31;
            }

            @Override
            public Randomness fork(String name) {
                return random(nextLong() ^ name.hashCode());
            }
        };
    }
}
