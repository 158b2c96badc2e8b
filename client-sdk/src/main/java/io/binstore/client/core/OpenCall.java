package io.binstore.client.core;

import io.binstore.protocol.model.ClientId;
import io.binstore.protocol.model.Murmur3;
import io.binstore.protocol.model.RequestId;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Operation;
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.operation.Result;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A call from its acceptance to its answer.
 *
 * <pre>
 *   waiting  -- a place is free -------------------------> queued or parked
 *   parked   -- its wait is over, or a new view ---------> queued or parked
 *   queued   -- its batch is sent -----------------------> sent
 *   sent     -- a setback that another attempt may mend -> queued or parked
 *   any      -- final answer, deadline or close ---------> done
 * </pre>
 *
 * Where it is shows in the queue that holds it; {@code done} is the one state it keeps itself,
 * because a late answer to an attempt may still find it.
 */
final class OpenCall {

    /** What a call costs beyond its names and values, in a request as well as in memory. */
    static final int OVERHEAD_BYTES = 64;

    final Operation operation;
    final @Nullable RequestId identity;
    final long deadlineNanos;
    final Consumer<Result> then;
    final boolean mutation;
    final long hash;
    final int bytes;

    /** Its number at this client; 0 for a read and for a call that brings its own identity. */
    long sequence;
    /** In which order calls came, for fairness among those that wait. */
    long arrival;
    int attempts;
    /** Attempts whose outcome stayed unknown. */
    int unknowns;
    /** Attempts at a long read that were given up while the backend may have been at it. */
    int cutShort;
    /**
     * Some attempt may have taken effect: a mutation can no longer be said not to have happened
     * (section 1).
     */
    boolean maybeDone;
    boolean waiting;
    boolean done;
    /**
     * The request that carries its current attempt; answers to older ones count only if they are
     * final.
     */
    @Nullable
    Batch flight;
    /** The member that the last attempt went to, or -1. */
    int member = Router.NOWHERE;
    /** That member is to pass it on. */
    boolean detour;
    /** The epoch of the view that the last attempt was routed by. */
    long epoch;
    @Nullable
    Lane lane;

    /** Places in the two {@link CallTimes}, or -1. */
    int deadlinePlace = -1;
    int wakePlace = -1;

    OpenCall(Operation operation, @Nullable RequestId identity, long deadlineNanos,
            Consumer<Result> then) {
        this.operation = operation;
        this.mutation = operation instanceof Mutation;
        this.identity = mutation ? identity : null;
        this.deadlineNanos = deadlineNanos;
        this.then = then;
        this.hash = Murmur3.hash64(operation.bin().bytes());
        this.bytes = OVERHEAD_BYTES + bytesOf(operation);
    }

    /** Whether it takes a number of this client's own. */
    boolean needsSequence() {
        return mutation && identity == null;
    }

    boolean isOverdue(long nowNanos) {
        return deadlineNanos - nowNanos <= 0;
    }

    long sequenceSent() {
        return identity == null ? sequence : identity.sequence();
    }

    @Nullable
    ClientId foreignClient() {
        return identity == null ? null : identity.client();
    }

    /**
     * Whether an answer is one that the operation can have; anything else comes from a peer that is
     * no backend.
     */
    boolean fits(Result result) {
        if (result instanceof Result.Refused) {
            return true;
        }
        if (operation instanceof Read.Get) {
            return result instanceof Result.Value;
        }
        if (operation instanceof Mutation.Set || operation instanceof Mutation.ListAppend) {
            return result instanceof Result.Done;
        }
        if (operation instanceof Read.ListGet) {
            return result instanceof Result.Items;
        }
        if (operation instanceof Mutation.ListRemove) {
            return result instanceof Result.Removed;
        }
        if (operation instanceof Read.Keys || operation instanceof Read.ListKeys) {
            return result instanceof Result.Keys;
        }
        if (operation instanceof Mutation.Clock) {
            return result instanceof Result.ClockValue;
        }
        return operation instanceof Mutation.Claim && result instanceof Result.Claimed;
    }

    private static int bytesOf(Operation operation) {
        int bytes = operation.bin().length();
        if (operation instanceof Read.Get get) {
            return bytes + get.key().length();
        }
        if (operation instanceof Mutation.Set set) {
            return bytes + set.key().length() + set.value().length();
        }
        if (operation instanceof Mutation.ListAppend append) {
            return bytes + append.key().length() + append.value().length();
        }
        if (operation instanceof Mutation.ListRemove remove) {
            return bytes + remove.key().length() + remove.value().length();
        }
        if (operation instanceof Read.ListGet get) {
            return bytes + get.key().length();
        }
        if (operation instanceof Read.Keys keys) {
            return bytes + scanBytes(keys.prefix(), keys.suffix(), keys.after());
        }
        if (operation instanceof Read.ListKeys keys) {
            return bytes + scanBytes(keys.prefix(), keys.suffix(), keys.after());
        }
        return bytes;
    }

    private static int scanBytes(Utf8 prefix, Utf8 suffix, @Nullable Utf8 after) {
        return prefix.length() + suffix.length() + (after == null ? 0 : after.length());
    }
}
