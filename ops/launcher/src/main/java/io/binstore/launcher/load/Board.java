package io.binstore.launcher.load;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What all workers of a load know of one another, so that each can judge what it reads: how far each writer's counter
 * in each bin has been set, and the highest clock number answered in each bin.
 */
final class Board {

    private final int bins;
    private final AtomicLongArray begun;
    private final AtomicLongArray acknowledged;
    private final AtomicLongArray clocks;

    Board(int writers, int bins) {
        this.bins = bins;
        begun = new AtomicLongArray(writers * bins);
        acknowledged = new AtomicLongArray(writers * bins);
        clocks = new AtomicLongArray(bins);
        for (int bin = 0; bin < bins; bin++) {
            clocks.set(bin, -1);
        }
    }

    void begin(int writer, int bin, long value) {
        begun.set(writer * bins + bin, value);
    }

    void acknowledge(int writer, int bin, long value) {
        acknowledged.set(writer * bins + bin, value);
    }

    /** The highest value whose setting has begun; 0 if none. */
    long begun(int writer, int bin) {
        return begun.get(writer * bins + bin);
    }

    /** The highest value whose setting was acknowledged; 0 if none. */
    long acknowledged(int writer, int bin) {
        return acknowledged.get(writer * bins + bin);
    }

    /** The highest number that a finished call has got; -1 if none. */
    long clock(int bin) {
        return clocks.get(bin);
    }

    void answeredClock(int bin, long value) {
        clocks.accumulateAndGet(bin, value, Math::max);
    }
}
