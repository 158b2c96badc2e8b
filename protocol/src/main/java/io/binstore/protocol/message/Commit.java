package io.binstore.protocol.message;

/**
 * The tail's acknowledgement on its way up a chain.
 *
 * @param index everything up to here is applied at the tail
 * @param full a replica from here to the tail has reached its memory limit
 */
public record Commit(int partition, long version, long index, boolean full) {
}
