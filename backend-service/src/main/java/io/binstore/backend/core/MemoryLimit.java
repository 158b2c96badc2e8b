package io.binstore.backend.core;

import io.binstore.backend.core.partition.PartitionReplica;

/**
 * Whether the replicas hold as much as they may. A backend that is full says so up its chains once a second, and their heads
 * refuse writes that grow the store.
 */
final class MemoryLimit {

    private static final long FULL_AGAIN_NANOS = 1_000_000_000L;
    /** Entries kept for others may take a quarter of the memory limit, or this much. */
    private static final long SUFFIX_BYTES_MIN = 64 << 20;

    private final Replicas replicas;
    private final long bytesMax;
    private long bytes;
    private long suffixBytes;
    private long fullToldNanos;

    MemoryLimit(Replicas replicas, long bytesMax) {
        this.replicas = replicas;
        this.bytesMax = bytesMax;
    }

    void measure(long nowNanos) {
        boolean wasFull = full();
        replicas.measure();
        bytes = replicas.bytes();
        suffixBytes = replicas.suffixBytes();
        if (full() != wasFull || full() && nowNanos - fullToldNanos >= FULL_AGAIN_NANOS) {
            (full() ? BackendProbe.MEMORY_IS_FULL : BackendProbe.MEMORY_IS_FREE_AGAIN).hit();
            fullToldNanos = nowNanos;
            replicas.all().forEach(PartitionReplica::tellFull);
        }
    }

    /** What replicas and copies under way held when they were last measured, without the entries kept for others. */
    long bytes() {
        return bytes;
    }

    boolean full() {
        return bytes >= bytesMax;
    }

    /** Whether the entries kept for others take too much. */
    boolean crowded() {
        return suffixBytes >= Math.max(SUFFIX_BYTES_MIN, bytesMax / 4);
    }
}
