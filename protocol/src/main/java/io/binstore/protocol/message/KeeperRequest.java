package io.binstore.protocol.message;

/** A request to a keeper. */
public sealed interface KeeperRequest extends Request permits HintRequest, DrainRequest {
}
