package io.binstore.protocol.runtime;

/** Where a node's free choices come from: a secure source in production, the seed in a simulation. */
public interface Randomness {

    long nextLong();

    /** A source of its own, so that choices made there do not shift those made here. */
    Randomness fork(String name);

    /**
     * Whether to do at a named place what is allowed and rarely happens: a simulation finds out what comes of it.
     * Never in production.
     */
    default boolean unlucky(String place) {
        return false;
    }

    /** A number from 0 (inclusive) to the bound (exclusive). */
    default int below(int bound) {
        return (int) Long.remainderUnsigned(nextLong() >>> 1, bound);
    }

    /** A positive number of 63 bits, as incarnations and ids are. */
    default long positive() {
        long drawn = nextLong() >>> 1;
        return drawn == 0 ? 1 : drawn;
    }
}
