package io.binstore.client.core;

import io.binstore.protocol.runtime.Invariants;

/**
 * The numbers of a client's mutations from the lowest unanswered one on.
 *
 * <p>
 * Replicas keep a result for every number from the lowest unanswered one up (protocol, section 8),
 * so the distance is bounded here (I11): one call that gets no answer makes later ones wait in the
 * end, and does not fill the replicas' tables.
 */
final class SequenceWindow {

    private final long[] answered;
    private final int size;
    private long lowest = 1;
    private long next = 1;

    /**
     * @param size how far numbers may be ahead of the lowest unanswered one; a power of two from 64
     *         on
     */
    SequenceWindow(int size) {
        Invariants.check(size >= 64 && Integer.bitCount(size) == 1, "window size is a power of two",
                "size", size);
        this.size = size;
        this.answered = new long[size >> 6];
    }

    boolean isFull() {
        return next - lowest >= size;
    }

    long take() {
        Invariants.check(!isFull(), "a number is taken only within the window", "lowest", lowest,
                "next", next);
        answered[word(next)] &= ~bit(next);
        return next++;
    }

    void answer(long sequence) {
        Invariants.check(sequence >= lowest && sequence < next, "only an open number is answered",
                "sequence",
                sequence, "lowest", lowest, "next", next);
        answered[word(sequence)] |= bit(sequence);
        while (lowest < next && (answered[word(lowest)] & bit(lowest)) != 0) {
            lowest++;
        }
    }

    /** The lowest unanswered number, or the next one to be taken. */
    long lowest() {
        return lowest;
    }

    /** How many numbers there are from the lowest unanswered one up. */
    long span() {
        return next - lowest;
    }

    private int word(long sequence) {
        return (int) (sequence & size - 1) >> 6;
    }

    private static long bit(long sequence) {
        return 1L << sequence;
    }
}
