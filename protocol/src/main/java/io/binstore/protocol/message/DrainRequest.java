package io.binstore.protocol.message;

/**
 * Somebody wants a backend emptied without a failed call, or wants that no longer. Any keeper passes it on to the backend.
 *
 * @param backend its address as the cluster's description has it
 * @param drain whether it is to be emptied; false takes that back
 */
public record DrainRequest(String backend, boolean drain) implements KeeperRequest {
}
