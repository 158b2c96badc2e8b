package io.binstore.client.core;

import io.binstore.protocol.runtime.Ticker;
import io.binstore.protocol.runtime.Timers;
import java.util.Comparator;
import java.util.TreeSet;

/**
 * Time that passes only when a test says so; tasks run in the order of their moments, then of their
 * asking.
 */
final class FakeTime implements Ticker, Timers {

    static final long MILLI = 1_000_000;

    private record Task(long moment, long order, Runnable action) {
    }

    private final TreeSet<Task> tasks = new TreeSet<>(
            Comparator.comparingLong(Task::moment).thenComparingLong(Task::order));
    private long now = 7_000_000_000_000L;
    private long asked;

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public Cancellable after(long delayNanos, Runnable action) {
        Task task = new Task(now + Math.max(0, delayNanos), asked++, action);
        tasks.add(task);
        return () -> tasks.remove(task);
    }

    /** Ends the turn: runs what is due now. */
    void turn() {
        passNanos(0);
    }

    void passMillis(long millis) {
        passNanos(millis * MILLI);
    }

    void passNanos(long nanos) {
        long until = now + nanos;
        while (!tasks.isEmpty() && tasks.first().moment <= until) {
            Task task = tasks.pollFirst();
            now = Math.max(now, task.moment);
            task.action.run();
        }
        now = until;
    }

    /** Timers that are set. */
    int pending() {
        return tasks.size();
    }
}
