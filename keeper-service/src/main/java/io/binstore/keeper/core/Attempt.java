package io.binstore.keeper.core;

/**
 * One kind of call to one target: at most one under way, repeated after a pause that grows with its
 * failures.
 */
final class Attempt {

    private static final long TIMEOUT_NANOS = 400_000_000L;
    private static final long TIMEOUT_MAX_NANOS = 3_200_000_000L;

    private boolean underWay;
    private long notBefore = Long.MIN_VALUE;
    private int failures;

    boolean due(long nowNanos) {
        return !underWay && nowNanos >= notBefore;
    }

    /** Marks the call as made. @return the time to wait for its answer */
    long begin() {
        underWay = true;
        return Math.min(TIMEOUT_MAX_NANOS, TIMEOUT_NANOS << Math.min(failures, 8));
    }

    /** It was answered; the next one is due at that moment. */
    void answered(long nextNanos) {
        underWay = false;
        failures = 0;
        notBefore = nextNanos;
    }

    /** It was not; the next one is due at that moment. */
    void failed(long nextNanos) {
        underWay = false;
        failures++;
        notBefore = nextNanos;
    }

    /** Makes the next one due at once. */
    void hurry() {
        notBefore = Long.MIN_VALUE;
    }
}
