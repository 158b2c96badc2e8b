package io.binstore.protocol.operation;

import io.binstore.protocol.model.Utf8;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an operation answered. */
public sealed interface Result {

    /** A set or an append took effect. */
    record Done() implements Result {
        public static final Done DONE = new Done();
    }

    /** @param value null if the key holds no value */
    record Value(@Nullable Utf8 value) implements Result {
    }

    /** @param items not to be changed any more; not copied, for there may be millions */
    record Items(List<Utf8> items) implements Result {
    }

    record Removed(long count) implements Result {
    }

    /**
     * @param keys not to be changed any more; not copied, for there may be millions
     * @param next the last key of this page when there are more, to be used as {@code after}; else null
     */
    record Keys(List<Utf8> keys, @Nullable Utf8 next) implements Result {
    }

    /** @param clock an unsigned 64-bit number */
    record ClockValue(long clock) implements Result {
    }

    /** The fingerprint that a {@link Mutation.Claim} found or left. */
    record Claimed(long high, long low) implements Result {
    }

    /** The operation was not carried out, or its outcome is not known here; the reason says which. */
    record Refused(Reason reason, String detail) implements Result {
    }

    /** Why, and what the caller should do next. */
    enum Reason {
        /** Not the replica that may answer; nothing was done: look the view up and go to the right one. */
        MISDIRECTED,
        /** Too many calls wait here; nothing was done: come again a little later. */
        BUSY,
        /** This replica cannot answer yet; nothing was done by this attempt: try again, here or elsewhere. */
        NOT_READY,
        /** Ordered, and not known to be committed yet: ask again under the same identity. */
        PENDING,
        /** The memory limit of a replica is reached; nothing was done. Reads and removals still work. */
        FULL,
        /** The key, value or answer is above its limit; nothing was done. */
        TOO_LARGE,
        /** The identity is below what its client has said to be answered: a late repeat, nothing was done. */
        STALE,
        /** The caller's deadline passed; nothing was done, or (for a mutation that was sent) nobody knows. */
        OUTCOME_UNKNOWN
    }
}
