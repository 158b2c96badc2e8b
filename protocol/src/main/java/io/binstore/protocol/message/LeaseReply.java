package io.binstore.protocol.message;

import io.binstore.protocol.model.View;
import org.jspecify.annotations.Nullable;

/**
 * @param granted whether the term is promised to this keeper now and the lease is its own
 * @param incarnation the answering backend's
 * @param promisedTerm the highest term promised here
 * @param accepted what was accepted last here, or null
 * @param cluster the cluster id known here, or 0
 * @param activeEpoch the epoch active here, 0 without a view
 * @param active the active view if its epoch is above the one the keeper named, else null
 * @param holder the index of the keeper that holds the lease, or -1
 * @param holderId its id, or 0
 * @param leftMillis how much of the holder's lease is left
 */
public record LeaseReply(boolean granted, long incarnation, long promisedTerm,
        @Nullable AcceptedView accepted,
        long cluster, long activeEpoch, @Nullable View active, int holder, long holderId,
        long leftMillis)
        implements
        Reply {
}
