package io.binstore.bench.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** One caller: steps one after the other, each as soon as it may, until time is over. */
final class CallerLoop implements Runnable {

    private static final long PAUSE_AFTER_ERROR_MILLIS = 20;

    private final Step step;
    private final Window window;
    private final Histogram latency = Outcome.histogram();
    private final Histogram late = Outcome.smallHistogram();
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

    CallerLoop(Step step, Window window) {
        this.step = step;
        this.window = window;
    }

    @Override
    public void run() {
        boolean paced = window.paceNanos() > 0;
        boolean waited = paced;
        long due = window.startNanos();
        sleepUntil(due);
        long began = System.nanoTime();
        while (began - window.untilNanos() < 0) {
            boolean done = step();
            long ended = System.nanoTime();
            if (done && ended - window.fromNanos() >= 0 && ended - window.untilNanos() < 0) {
                steps++;
                Outcome.record(latency, ended - (paced ? due : began));
                if (waited) {
                    Outcome.record(late, began - due);
                }
            }
            if (paced) {
                due += window.paceNanos();
                waited = ended - due < 0;
                sleepUntil(Math.min(due, window.untilNanos()));
                ended = System.nanoTime();
            }
            began = ended;
        }
    }

    private boolean step() {
        try {
            step.run();
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

    Histogram late() {
        return late;
    }
}
