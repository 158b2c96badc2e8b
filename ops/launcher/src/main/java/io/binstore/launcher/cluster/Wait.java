package io.binstore.launcher.cluster;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for conditions by looking again and again; at most half of the time is spent on looking. */
public final class Wait {

    private static final long LOOK_NANOS = 20_000_000;

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
        long looked = started;
        while (!condition.getAsBoolean()) {
            long now = System.nanoTime();
            if (now - started > patienceNanos) {
                return false;
            }
            try {
                TimeUnit.NANOSECONDS.sleep(Math.max(LOOK_NANOS, now - looked));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Trouble("interrupted", e);
            }
            looked = System.nanoTime();
        }
        return true;
    }
}
