package io.binstore.protocol.message;

import java.util.List;

/** The answers to the appends, in their order. */
public record PeerReply(long epoch, List<AppendAck> acks) implements Reply {

    public PeerReply {
        acks = List.copyOf(acks);
    }
}
