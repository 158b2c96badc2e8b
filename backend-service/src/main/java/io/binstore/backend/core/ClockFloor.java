package io.binstore.backend.core;

/** The highest clock number that this backend has answered or heard of; unsigned. */
final class ClockFloor {

    private long highest;

    void raise(long clock) {
        if (Long.compareUnsigned(clock, highest) > 0) {
            highest = clock;
        }
    }

    long highest() {
        return highest;
    }
}
