package io.binstore.backend.core;

import io.binstore.backend.core.partition.PartitionReplica;
import org.jspecify.annotations.Nullable;

/**
 * What the replicas hold, added up: a stretch of them at a time, because each is cold memory and asking all of them at
 * once took more of the loop than many calls.
 */
final class MemoryMeter {

    /** So many partitions are looked at in one go. */
    static final int STRETCH = 256;

    private long[] stateBytes = new long[0];
    private long[] suffixBytes = new long[0];
    private int next;
    private long stateSum;
    private long suffixSum;

    /** Looks at the next stretch. */
    void look(@Nullable PartitionReplica[] byPartition) {
        look(byPartition, Math.min(STRETCH, byPartition.length));
    }

    /** Looks at all, after replicas have come and gone. */
    void lookAtAll(@Nullable PartitionReplica[] byPartition) {
        look(byPartition, byPartition.length);
    }

    private void look(@Nullable PartitionReplica[] byPartition, int count) {
        if (stateBytes.length != byPartition.length) {
            stateBytes = new long[byPartition.length];
            suffixBytes = new long[byPartition.length];
        }
        for (int i = 0; i < count; i++) {
            next = next + 1 < byPartition.length ? next + 1 : 0;
            PartitionReplica replica = byPartition[next];
            long state = replica == null ? 0 : replica.state().bytes();
            long suffix = replica == null ? 0 : replica.state().suffix().bytes();
            stateSum += state - stateBytes[next];
            suffixSum += suffix - suffixBytes[next];
            stateBytes[next] = state;
            suffixBytes[next] = suffix;
        }
    }

    /** Estimated heap taken by stored state, in bytes. */
    long stateBytes() {
        return stateSum;
    }

    /** Estimated heap taken by entries kept for others, in bytes. */
    long suffixBytes() {
        return suffixSum;
    }
}
