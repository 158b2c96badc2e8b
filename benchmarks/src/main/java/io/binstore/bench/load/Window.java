package io.binstore.bench.load;

/**
 * When steps begin, and when they count.
 *
 * @param paceNanos from the beginning of one step to that of the next; 0 for at once
 */
record Window(long startNanos, long fromNanos, long untilNanos, long paceNanos) {

    /** Whether what happens then counts. */
    boolean counts(long nanos) {
        return nanos - fromNanos >= 0 && nanos - untilNanos < 0;
    }
}
