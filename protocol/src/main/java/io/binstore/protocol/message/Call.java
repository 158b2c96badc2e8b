package io.binstore.protocol.message;

import io.binstore.protocol.operation.Operation;

/**
 * One operation of a batch.
 *
 * @param sequence its number at the client, 0 for a read (reads need no identity)
 */
public record Call(long sequence, Operation operation) {
}
