package io.binstore.bench.load;

import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * One thread that begins steps at fixed moments, whether those before have ended or not: an open loop, in which a step's
 * latency counts from its moment, so that no stall is hidden.
 */
final class OpenLoop implements Runnable {

    /** With so many under way the next one waits; its latency counts all the same. */
    private static final int UNDER_WAY_MAX = 10_000;

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
            Pause.until(due);
            room.acquireUninterruptibly();
            begin(steps.get(i % steps.size()), due);
            due += window.paceNanos();
        }
        room.acquireUninterruptibly(UNDER_WAY_MAX);
    }

    private void begin(AsyncStep step, long due) {
        long began = System.nanoTime();
        try {
            step.begin().whenComplete((nothing, error) -> ended(due, error));
        } catch (Exception e) {
            ended(due, e);
        }
        if (window.counts(began)) {
            tally.began(began - due);
        }
    }

    private void ended(long due, Throwable error) {
        long ended = System.nanoTime();
        if (error != null) {
            tally.failed(error);
        } else if (window.counts(ended)) {
            tally.done(ended - due);
        }
        room.release();
    }
}
