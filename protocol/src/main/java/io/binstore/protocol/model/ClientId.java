package io.binstore.protocol.model;

/**
 * Who repeats a call: an SDK client (random) or the holder of an {@code Idempotency-Key} (a digest of it).
 */
public record ClientId(long high, long low) implements Comparable<ClientId> {

    @Override
    public int compareTo(ClientId other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }
}
