package io.binstore.protocol.operation;

import io.binstore.protocol.model.Utf8;

/** A call that changes state: ordered by the head, applied by every replica with the same result. */
public sealed interface Mutation extends Operation {

    /** Sets a value; the empty value deletes. Answers {@link Result.Done}. */
    record Set(Utf8 bin, Utf8 key, Utf8 value) implements Mutation {
    }

    /** Appends to a list. Answers {@link Result.Done}. */
    record ListAppend(Utf8 bin, Utf8 key, Utf8 value) implements Mutation {
    }

    /** Removes all equal elements. Answers {@link Result.Removed}. */
    record ListRemove(Utf8 bin, Utf8 key, Utf8 value) implements Mutation {
    }

    /**
     * Takes the next clock number: {@code c = max(c, atLeast); return c; c++}, unsigned, saturating at 2^64-1.
     * Answers {@link Result.ClockValue}.
     */
    record Clock(Utf8 bin, long atLeast) implements Mutation {
    }

    /**
     * Ties an {@code Idempotency-Key} to the request it was first used for, before that request's operations run on
     * whichever partitions they touch. Changes no bin; answers {@link Result.Claimed} with the fingerprint that came
     * first, so that a repeat with another request is noticed.
     *
     * @param bin derived from the key, to choose the partition that remembers it
     */
    record Claim(Utf8 bin, long high, long low) implements Mutation {
    }

    /** Ordered by a head, never by a caller: the client of this entry's identity has been idle and is forgotten. */
    record Forget() implements Mutation {

        @Override
        public Utf8 bin() {
            return Utf8.EMPTY;
        }
    }
}
