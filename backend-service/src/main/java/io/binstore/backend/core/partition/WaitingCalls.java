package io.binstore.backend.core.partition;

import io.binstore.protocol.operation.Result;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * The calls that wait at one replica: for an index to be committed, or for the replica to be able to look at them.
 */
final class WaitingCalls {

    /** At most this many of each kind; reaching it slows callers (I11). */
    static final int WAITING_MAX = 20_000;

    private final PriorityQueue<Committing> committing = new PriorityQueue<>(
            Comparator.comparingLong(Committing::index));
    private final ArrayDeque<Blocked> blocked = new ArrayDeque<>();

    private record Committing(long index, Slot slot, Result result) {
    }

    private record Blocked(Slot slot, Runnable attempt) {
    }

    /** Answers once everything up to the index is committed. */
    void untilCommitted(long index, Slot slot, Result result) {
        if (committing.size() >= WAITING_MAX) {
            slot.answer(new Result.Refused(Result.Reason.PENDING,
                    "too many calls wait for a commitment"));
        } else {
            committing.add(new Committing(index, slot, result));
        }
    }

    void committed(long index) {
        for (Committing next = committing.peek(); next != null && next.index <= index;
                next = committing.peek()) {
            committing.remove();
            next.slot.answer(next.result);
        }
    }

    /** Keeps a call that cannot be looked at yet. */
    void block(Slot slot, Runnable attempt) {
        if (blocked.size() >= WAITING_MAX) {
            blocked.removeIf(call -> !call.slot.open());
        }
        if (blocked.size() >= WAITING_MAX) {
            slot.answer(new Result.Refused(Result.Reason.BUSY,
                    "too many calls wait for this partition"));
        } else {
            blocked.add(new Blocked(slot, attempt));
        }
    }

    /** Looks at the blocked calls again; those that still cannot go on block again. */
    void retryBlocked() {
        for (int left = blocked.size(); left > 0; left--) {
            Blocked call = blocked.remove();
            if (call.slot.open()) {
                call.attempt.run();
            }
        }
    }

    boolean anyBlocked() {
        return !blocked.isEmpty();
    }

    /** This replica will not answer what it has looked at: its state is gone. */
    void abandonCommitting() {
        for (Committing call : committing) {
            call.slot.answer(new Result.Refused(Result.Reason.PENDING,
                    "the replica changed before the commitment"));
        }
        committing.clear();
    }

    /** This replica serves nobody any more. */
    void abandonAll() {
        abandonCommitting();
        for (Blocked call : blocked) {
            call.slot.answer(new Result.Refused(Result.Reason.MISDIRECTED,
                    "no replica of the partition any more"));
        }
        blocked.clear();
    }

    int size() {
        return committing.size() + blocked.size();
    }
}
