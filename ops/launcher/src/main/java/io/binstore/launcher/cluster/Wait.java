package io.binstore.launcher.cluster;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for conditions by looking again and again. */
public final class Wait {

    private static final long LOOK_MILLIS = 20;

    private final long patienceNanos;

    private Wait(long patienceNanos) {
        this.patienceNanos = patienceNanos;
    }

    public static Wait atMost(Duration patience) {
        return new Wait(patience.toNanos());
    }

    /** @return whether the condition held in time */
    public boolean until(BooleanSupplier condition) {
        long started = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - started > patienceNanos) {
                return false;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Trouble("interrupted", e);
            }
        }
        return true;
    }
}
