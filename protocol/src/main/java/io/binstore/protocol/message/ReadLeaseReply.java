package io.binstore.protocol.message;

/** A grant. @param epoch the epoch active at the granter: a holder below it must adopt that view before using it */
public record ReadLeaseReply(long epoch) implements Reply {
}
