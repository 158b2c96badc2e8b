package io.binstore.protocol.message;

/** Asks for the public form of the active view, unless it is the one the sender knows. */
public record ViewRequest(long knownCluster, long knownEpoch) implements BackendRequest {
}
