package io.binstore.protocol.message;

/** Anything one node asks of another. */
public sealed interface Request permits BackendRequest, KeeperRequest, HealthRequest {
}
