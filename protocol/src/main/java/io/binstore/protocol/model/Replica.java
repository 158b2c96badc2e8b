package io.binstore.protocol.model;

/**
 * A place in a chain.
 *
 * @param member the index of the member that holds it
 * @param added the epoch in which it was added to the chain; later than the last view its holder adopted means that
 *         the holder starts it as a new replica
 */
public record Replica(int member, long added) {
}
