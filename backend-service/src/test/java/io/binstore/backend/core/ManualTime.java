package io.binstore.backend.core;

import io.binstore.protocol.runtime.Ticker;
import io.binstore.protocol.runtime.Timers;
import java.util.TreeMap;

/** Time that passes only when a test says so; what is due runs in the order of its moment, then of its asking. */
public final class ManualTime implements Ticker, Timers {

    public static final long MILLI = 1_000_000L;
    public static final long SECOND = 1_000_000_000L;

    /** Far from zero and about to overflow: nothing may compare two readings but by their difference. */
    private long nowNanos = Long.MAX_VALUE - 7 * SECOND;
    private long elapsedNanos;
    private long asked;
    private final TreeMap<Moment, Runnable> due = new TreeMap<>();

    private record Moment(long elapsedNanos, long asked) implements Comparable<Moment> {
        @Override
        public int compareTo(Moment other) {
            int byTime = Long.compare(elapsedNanos, other.elapsedNanos);
            return byTime != 0 ? byTime : Long.compare(asked, other.asked);
        }
    }

    @Override
    public long nanos() {
        return nowNanos;
    }

    @Override
    public Cancellable after(long delayNanos, Runnable task) {
        Moment moment = new Moment(elapsedNanos + Math.max(0, delayNanos), asked++);
        due.put(moment, task);
        return () -> due.remove(moment);
    }

    /** Runs what is due now, and what that makes due now. */
    public void settle() {
        pass(0);
    }

    /** Lets time pass, and runs what falls due on the way. */
    public void pass(long nanos) {
        long until = elapsedNanos + nanos;
        while (!due.isEmpty() && due.firstKey().elapsedNanos <= until) {
            var next = due.pollFirstEntry();
            nowNanos += next.getKey().elapsedNanos - elapsedNanos;
            elapsedNanos = next.getKey().elapsedNanos;
            next.getValue().run();
        }
        nowNanos += until - elapsedNanos;
        elapsedNanos = until;
    }

    /** How many tasks wait for their time. */
    public int pending() {
        return due.size();
    }
}
