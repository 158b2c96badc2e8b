package io.binstore.bench.load;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One thread that begins steps at fixed moments, whether those before have ended or not: an open loop, in which a step
 * counts whose moment is in the window, and its latency from that moment, so that no stall is hidden.
 */
final class OpenLoop implements Runnable {

    /** With so many under way the next one waits; its latency counts all the same. */
    private static final int UNDER_WAY_MAX = 10_000;
    private static final int PATIENCE_SECONDS = 60;

    private final List<AsyncStep> steps;
    private final Window window;
    private final Tally tally;
    private final Semaphore room = new Semaphore(UNDER_WAY_MAX);

    /** @param steps taken in turn */
    OpenLoop(List<AsyncStep> steps, Window window, Tally tally) {
        this.steps = List.copyOf(steps);
        this.window = window;
        this.tally = tally;
    }

    @Override
    public void run() {
        long due = window.startNanos();
        for (int i = 0; due - window.untilNanos() < 0; i++) {
            boolean waited = due - System.nanoTime() > 0;
            Pause.until(due);
            if (!room.tryAcquire()) {
                waited = false;
                room.acquireUninterruptibly();
            }
            begin(steps.get(i % steps.size()), due, waited);
            due += window.paceNanos();
        }
        awaitAnswers();
    }

    private void begin(AsyncStep step, long due, boolean waited) {
        if (waited && window.counts(due)) {
            tally.began(System.nanoTime() - due);
        }
        try {
            step.begin().whenComplete((nothing, error) -> ended(due, error));
        } catch (Exception e) {
            ended(due, e);
        }
    }

    private void ended(long due, @Nullable Throwable error) {
        if (error != null) {
            tally.failed(error);
        } else if (window.counts(due)) {
            tally.done(System.nanoTime() - due);
        }
        room.release();
    }

    private void awaitAnswers() {
        try {
            if (!room.tryAcquire(UNDER_WAY_MAX, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                tally.failed(new TimeoutException(UNDER_WAY_MAX - room.availablePermits()
                        + " steps have not ended " + PATIENCE_SECONDS + " s after the last began"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
