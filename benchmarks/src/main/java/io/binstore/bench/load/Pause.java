package io.binstore.bench.load;

import java.util.concurrent.locks.LockSupport;

/** Waiting for a moment. */
final class Pause {

    private Pause() {
    }

    /** Returns then, or earlier if the thread is interrupted. */
    static void until(long momentNanos) {
        for (long left = momentNanos - System.nanoTime(); left > 0
                && !Thread.currentThread().isInterrupted();) {
            LockSupport.parkNanos(left);
            left = momentNanos - System.nanoTime();
        }
    }
}
