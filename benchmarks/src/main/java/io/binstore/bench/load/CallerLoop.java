package io.binstore.bench.load;

import io.binstore.bench.store.StoreCaller;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** One caller: steps one after the other, each as soon as it may, until time is over. */
final class CallerLoop implements Runnable {

    static final long LATENCY_MAX_NANOS = TimeUnit.SECONDS.toNanos(120);
    static final int DIGITS = 3;

    private static final long PAUSE_AFTER_ERROR_MILLIS = 20;

    private final Workload workload;
    private final StoreCaller caller;
    private final Workload.Draw draw;
    private final Window window;
    private final Histogram latency = new Histogram(LATENCY_MAX_NANOS, DIGITS);
    private long steps;
    private long errors;
    private @Nullable Exception firstError;

    /**
     * When callers work, and when it counts.
     *
     * @param paceNanos from the beginning of one step to that of the caller's next; 0 for at once
     */
    record Window(long startNanos, long fromNanos, long untilNanos, long paceNanos) {
    }

    CallerLoop(Workload workload, StoreCaller caller, Workload.Draw draw, Window window) {
        this.workload = workload;
        this.caller = caller;
        this.draw = draw;
        this.window = window;
    }

    @Override
    public void run() {
        long due = window.startNanos();
        sleepUntil(due);
        long began = System.nanoTime();
        while (began - window.untilNanos() < 0) {
            boolean done = step();
            long ended = System.nanoTime();
            long since = window.paceNanos() == 0 ? began : due;
            if (done && ended - window.fromNanos() >= 0 && ended - window.untilNanos() < 0) {
                steps++;
                latency.recordValue(Math.min(ended - since, LATENCY_MAX_NANOS));
            }
            if (window.paceNanos() > 0) {
                due += window.paceNanos();
                sleepUntil(Math.min(due, window.untilNanos()));
                ended = System.nanoTime();
            }
            began = ended;
        }
    }

    private boolean step() {
        try {
            workload.step(caller, draw);
            return true;
        } catch (Exception e) {
            errors++;
            firstError = firstError == null ? e : firstError;
            sleepUntil(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PAUSE_AFTER_ERROR_MILLIS));
            return false;
        }
    }

    private static void sleepUntil(long momentNanos) {
        for (long left = momentNanos - System.nanoTime(); left > 0
                && !Thread.currentThread().isInterrupted();) {
            LockSupport.parkNanos(left);
            left = momentNanos - System.nanoTime();
        }
    }

    // Read when the thread has ended.

    long steps() {
        return steps;
    }

    long errors() {
        return errors;
    }

    @Nullable
    Exception firstError() {
        return firstError;
    }

    Histogram latency() {
        return latency;
    }
}
