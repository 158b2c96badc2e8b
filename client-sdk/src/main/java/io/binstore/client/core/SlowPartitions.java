package io.binstore.client.core;

/**
 * The partitions whose calls are being held up, so that these do not share requests with others.
 */
final class SlowPartitions {

    /** A partition counts as slow for so long after a call was held up there. */
    static final long MEMORY_NANOS = 1_000_000_000;

    private long[] untilNanos = new long[0];
    private boolean[] slow = new boolean[0];

    /** The number of partitions is known, or has changed with the cluster. */
    void resize(int count) {
        if (slow.length != count) {
            untilNanos = new long[count];
            slow = new boolean[count];
        }
    }

    void heldUp(int partition, long nowNanos) {
        slow[partition] = true;
        untilNanos[partition] = nowNanos + MEMORY_NANOS;
    }

    void answered(int partition) {
        slow[partition] = false;
    }

    boolean contains(int partition, long nowNanos) {
        return slow[partition] && untilNanos[partition] - nowNanos > 0;
    }
}
