package io.binstore.client.core;

import io.binstore.protocol.operation.Result.Reason;
import io.binstore.protocol.operation.Result.Refused;

/** When a call is tried again, and what its caller is told when it is not. Pure. */
final class RetryPolicy {

    static final long BACKOFF_MIN_NANOS = 5_000_000;
    static final long BACKOFF_MAX_NANOS = 200_000_000;
    /**
     * An attempt that took this long has been held by the backend, so the next one needs no
     * back-off.
     */
    static final long PACED_NANOS = 100_000_000;

    private RetryPolicy() {
    }

    /**
     * How long to wait before the next attempt, 0 for none.
     *
     * @param attempts how many there were, from 1
     * @param replicas how many members may answer the call
     * @param viewChanged a newer view than the one that the attempt was routed by is known already
     * @param tookNanos how long the attempt took
     * @param random any number, for the jitter
     */
    static long delayNanos(Setback setback, boolean mutation, int attempts, int replicas,
            boolean viewChanged,
            long tookNanos, long random) {
        if (viewChanged && setback.looksForView) {
            ClientProbe.NEXT_ATTEMPT_BY_A_NEWER_VIEW_AT_ONCE.hit();
            return 0;
        }
        boolean anotherMayAnswer =
                !mutation && setback != Setback.BUSY && setback != Setback.NOBODY;
        if (anotherMayAnswer && attempts < replicas) {
            ClientProbe.READ_TRIES_ANOTHER_REPLICA_AT_ONCE.hit();
            return 0;
        }
        boolean held = setback == Setback.NOT_READY || setback == Setback.PENDING;
        return backoff(held && tookNanos >= PACED_NANOS ? 1 : attempts, random);
    }

    private static long backoff(int attempts, long random) {
        long base = Math.min(BACKOFF_MAX_NANOS, BACKOFF_MIN_NANOS << Math.min(attempts - 1, 16));
        return base / 2 + Long.remainderUnsigned(random, base / 2 + 1);
    }

    /** What the caller of a call is told whose deadline has passed. */
    static Refused overdue(OpenCall call) {
        return givenUp(call, "the deadline passed");
    }

    /** What the callers are told of a client that is closed. */
    static Refused closed(OpenCall call) {
        return givenUp(call, "the client was closed");
    }

    private static Refused givenUp(OpenCall call, String why) {
        if (call.mutation && (call.maybeDone || call.flight != null)) {
            ClientProbe.MUTATION_ENDS_WITH_ITS_OUTCOME_UNKNOWN.hit();
            return new Refused(Reason.OUTCOME_UNKNOWN, why + "; the call may have taken effect");
        }
        ClientProbe.CALL_GIVEN_UP_WITHOUT_EFFECT.hit();
        return new Refused(Reason.NOT_READY, why + "; nothing was done");
    }

    /**
     * What a caller is told of a final refusal: "nothing was done" holds for the attempt that was
     * refused, not for one before it that may still be on its way. A size limit refuses every
     * attempt alike.
     */
    static Refused refused(Refused refusal, boolean mutation, boolean maybeDone) {
        if (mutation && maybeDone && refusal.reason() != Reason.TOO_LARGE) {
            ClientProbe.REFUSED_AFTER_AN_ATTEMPT_THAT_MAY_HAVE_TAKEN_EFFECT.hit();
            return new Refused(Reason.OUTCOME_UNKNOWN,
                    refusal.reason() + " after an attempt that may have taken effect: "
                            + refusal.detail());
        }
        return refusal;
    }
}
