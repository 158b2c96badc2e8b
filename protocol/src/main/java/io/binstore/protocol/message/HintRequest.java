package io.binstore.protocol.message;

/** A backend tells the keepers that a peer refused a connection: a hint to look, no evidence. */
public record HintRequest(String address) implements KeeperRequest {
}
