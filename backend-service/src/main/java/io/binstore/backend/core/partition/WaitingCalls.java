package io.binstore.backend.core.partition;

import io.binstore.backend.core.BackendProbe;
import io.binstore.protocol.operation.Result;
import io.binstore.protocol.runtime.Bound;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The calls that wait at one replica: for an index to be committed, for the replica to be able to look at them, or for
 * the rest of a long look.
 */
final class WaitingCalls {

    /** At most this many of each kind; reaching it slows callers (I11). */
    static final int WAITING_MAX = 20_000;
    /** While a queue is full, calls that nobody waits for any more are looked for once in so many refusals. */
    private static final int REFUSALS_PER_SWEEP = 1_024;

    private final PriorityQueue<Committing> committing = new PriorityQueue<>(
            Comparator.comparingLong(Committing::index));
    private final ArrayDeque<Blocked> blocked = new ArrayDeque<>();
    /** As many as {@link ScanTurns} has room for. */
    private final List<Slot> looking = new ArrayList<>();
    private int refusals;

    /** A call in a queue. */
    private interface Waiting {
        Slot slot();
    }

    private record Committing(long index, Slot slot, Result result) implements Waiting {
    }

    private record Blocked(Slot slot, Runnable attempt) implements Waiting {
    }

    /** Answers once everything up to the index is committed. */
    void untilCommitted(long index, Slot slot, Result result) {
        if (hasRoom(committing)) {
            slot.ordered();
            committing.add(new Committing(index, slot, result));
        } else {
            slot.answer(new Result.Refused(Result.Reason.PENDING,
                    "too many calls wait for a commitment"));
        }
    }

    void committed(long index) {
        for (Committing next = committing.peek(); next != null && next.index <= index;
                next = committing.peek()) {
            committing.remove();
            next.slot.answer(next.result);
        }
    }

    /** What is looked at is this replica's, so the call cannot be answered without it. */
    void look(Slot slot) {
        looking.add(slot);
    }

    /** The look is over. */
    void looked(Slot slot) {
        looking.remove(slot);
    }

    /** Keeps a call that cannot be looked at yet. */
    void block(Slot slot, Runnable attempt) {
        if (hasRoom(blocked)) {
            blocked.add(new Blocked(slot, attempt));
        } else {
            slot.answer(new Result.Refused(Result.Reason.BUSY,
                    "too many calls wait for this partition"));
        }
    }

    private boolean hasRoom(Collection<? extends Waiting> queue) {
        if (queue.size() >= WAITING_MAX && refusals++ % REFUSALS_PER_SWEEP == 0) {
            queue.removeIf(call -> !call.slot().open());
        }
        return queue.size() < WAITING_MAX;
    }

    /** Looks at the blocked calls again; those that still cannot go on block again. */
    void retryBlocked() {
        for (int left = blocked.size(); left > 0; left--) {
            Blocked call = blocked.poll();
            if (call != null && call.slot.open()) {
                call.attempt.run();
            }
        }
    }

    boolean anyBlocked() {
        return !blocked.isEmpty();
    }

    /** This replica will not answer what it has looked at: its state is gone. */
    void abandonCommitting() {
        for (Slot slot : looking) {
            BackendProbe.SCAN_LEFT_UNFINISHED_AS_ITS_REPLICA_WENT.hit();
            slot.answer(new Result.Refused(Result.Reason.NOT_READY,
                    "the replica changed before the end of the scan"));
        }
        looking.clear();
        for (Committing call = committing.poll(); call != null; call = committing.poll()) {
            BackendProbe.ORDERED_CALL_LEFT_PENDING_AS_ITS_REPLICA_WENT.hit();
            call.slot.answer(new Result.Refused(Result.Reason.PENDING,
                    "the replica changed before the commitment"));
        }
    }

    /** This replica serves nobody any more. */
    void abandonAll() {
        abandonCommitting();
        for (Blocked call = blocked.poll(); call != null; call = blocked.poll()) {
            BackendProbe.WAITING_CALL_SENT_ELSEWHERE_AS_ITS_REPLICA_WENT.hit();
            call.slot.answer(new Result.Refused(Result.Reason.MISDIRECTED,
                    "no replica of the partition any more"));
        }
    }

    void bounds(List<Bound> bounds) {
        bounds.add(new Bound("calls that wait for a commitment", committing.size(), WAITING_MAX));
        bounds.add(new Bound("calls that are blocked", blocked.size(), WAITING_MAX));
    }

    int size() {
        return committing.size() + blocked.size() + looking.size();
    }
}
