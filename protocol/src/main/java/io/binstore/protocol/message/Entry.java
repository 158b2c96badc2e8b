package io.binstore.protocol.message;

import io.binstore.protocol.model.RequestId;
import io.binstore.protocol.operation.Mutation;

/**
 * A mutation with its place in the partition's order.
 *
 * @param index from 1, without gaps
 */
public record Entry(long index, RequestId id, Mutation mutation) {

    private static final long OVERHEAD_BYTES = 120;

    /** An estimate of the memory it takes, in bytes. */
    public long bytes() {
        long bytes = OVERHEAD_BYTES + mutation.bin().length();
        if (mutation instanceof Mutation.Set set) {
            bytes += set.key().length() + set.value().length();
        } else if (mutation instanceof Mutation.ListAppend append) {
            bytes += append.key().length() + append.value().length();
        } else if (mutation instanceof Mutation.ListRemove remove) {
            bytes += remove.key().length() + remove.value().length();
        }
        return bytes;
    }
}
