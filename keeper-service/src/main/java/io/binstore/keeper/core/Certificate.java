package io.binstore.keeper.core;

/**
 * Evidence that an incarnation is gone for good (protocol, section 3).
 *
 * @param number from 1, in the order in which this keeper got them
 */
record Certificate(long number, String address, long incarnation, Evidence evidence) {

    /** What proves it. */
    enum Evidence {
        /** Its address refused a connection twice. */
        REFUSED,
        /** Its address was answered by another incarnation. */
        REPLACED
    }
}
