package io.binstore.protocol.message;

/** What is active at the answering backend afterwards. */
public record ActivateReply(long incarnation, long cluster, long epoch) implements Reply {
}
