package io.binstore.protocol.message;

/** Pulls the committed entries after an index, for a learner that has loaded its snapshot. */
public record EntriesRequest(Addressee to, int partition, long version, long after)
        implements MemberRequest {
}
