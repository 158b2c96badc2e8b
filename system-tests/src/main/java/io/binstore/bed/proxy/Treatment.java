package io.binstore.bed.proxy;

/** What may be done to a request on its way to a backend. */
public enum Treatment {
    /** Passed on as it is. */
    PASS,
    /** Passed on late; the caller still waits. */
    DELAY,
    /** Passed on; the answer is thrown away and the connection closed. */
    DROP_REPLY,
    /** Passed on, and a copy of it at the same time on another connection. */
    TWICE,
    /** Kept so long that the caller has given it up, and passed on then. */
    LATE
}
