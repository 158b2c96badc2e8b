package io.binstore.protocol.message;

/**
 * Pulls the next chunk of a partition's state.
 *
 * @param version the chain version under which the puller needs it: the source must be active and complete in it
 * @param learner the puller is no replica: only committed state may be sent, and only by the tail (I9)
 * @param snapshot the snapshot's id, or 0 to begin a new one
 * @param chunk the number of the wanted chunk, from 0
 */
public record SnapshotRequest(Addressee to, int partition, long version, boolean learner,
        long snapshot, int chunk)
        implements
        MemberRequest {
}
