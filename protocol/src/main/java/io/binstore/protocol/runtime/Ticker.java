package io.binstore.protocol.runtime;

/** Monotonic time of one node; readings of two nodes cannot be compared. */
@FunctionalInterface
public interface Ticker {

    /** Nanoseconds since some fixed moment of this node. */
    long nanos();
}
