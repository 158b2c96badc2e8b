package io.binstore.protocol.message;

import java.util.List;

/**
 * The lead asks a head to admit no more writes to a partition until the view changes, so that its chain can be put
 * into another order (protocol, section 7).
 *
 * @param epoch the epoch in which this was ordered; another active epoch refuses it
 * @param holdMillis after this long without a repeat the head admits writes again
 */
public record QuiesceRequest(Addressee to, long term, long epoch, List<Integer> partitions,
        long holdMillis)
        implements
        MemberRequest {

    public QuiesceRequest {
        partitions = List.copyOf(partitions);
    }
}
