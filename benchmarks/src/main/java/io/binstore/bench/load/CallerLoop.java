package io.binstore.bench.load;

import java.util.concurrent.TimeUnit;

/** One caller: steps one after the other, each as soon as it may, until time is over. */
final class CallerLoop implements Runnable {

    private static final long PAUSE_AFTER_ERROR_MILLIS = 20;

    private final Step step;
    private final Window window;
    private final Tally tally;

    CallerLoop(Step step, Window window, Tally tally) {
        this.step = step;
        this.window = window;
        this.tally = tally;
    }

    @Override
    public void run() {
        boolean paced = window.paceNanos() > 0;
        boolean waited = paced;
        long due = window.startNanos();
        Pause.until(due);
        long began = System.nanoTime();
        while (began - window.untilNanos() < 0) {
            boolean done = step();
            long ended = System.nanoTime();
            if (done && window.counts(ended)) {
                tally.done(ended - (paced ? due : began));
                if (waited) {
                    tally.began(began - due);
                }
            }
            if (paced) {
                due += window.paceNanos();
                waited = ended - due < 0;
                Pause.until(Math.min(due, window.untilNanos()));
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
            tally.failed(e);
            Pause.until(
                    System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PAUSE_AFTER_ERROR_MILLIS));
            return false;
        }
    }
}
