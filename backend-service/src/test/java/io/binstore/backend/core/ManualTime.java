package io.binstore.backend.core;

import io.binstore.protocol.runtime.Ticker;
import io.binstore.protocol.runtime.Timers;
import java.util.TreeMap;

/** Time that passes only when a test says so; what is due runs in the order of its moment, then of its asking. */
public final class ManualTime implements Ticker, Timers {

    public static final long MILLI = 1_000_000L;
    public static final long SECOND = 1_000_000_000L;

    private long nowNanos;
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

    /** Begins shortly before readings overflow: nothing may compare two of them but by their difference. */
    public ManualTime() {
        this(Long.MAX_VALUE - 7 * SECOND);
    }

    public ManualTime(long startNanos) {
        nowNanos = startNanos;
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
            long step = Math.max(0, next.getKey().elapsedNanos - elapsedNanos);
            nowNanos += step;
            elapsedNanos += step;
            next.getValue().run();
        }
        nowNanos += until - elapsedNanos;
        elapsedNanos = until;
    }

    /** Lets time pass while the process is stopped: nothing runs on the way, and all that is due afterwards. */
    public void pause(long nanos) {
        nowNanos += nanos;
        elapsedNanos += nanos;
    }

    /** How many tasks wait for their time. */
    public int pending() {
        return due.size();
    }
}
