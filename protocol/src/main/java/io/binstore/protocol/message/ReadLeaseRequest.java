package io.binstore.protocol.message;

import io.binstore.protocol.model.Member;

/**
 * Asks a peer for leave to answer reads of shared partitions (protocol, section 6).
 *
 * @param epoch the epoch active at the sender
 */
public record ReadLeaseRequest(Addressee to, Member from, long epoch) implements MemberRequest {
}
