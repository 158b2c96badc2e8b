package io.binstore.backend.core.partition;

import io.binstore.backend.core.BackendProbe;
import io.binstore.protocol.model.RequestId;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Result;

/**
 * What a head does with mutations: each is ordered once, and answered once it is committed (protocol, sections 5, 8 and 9).
 */
final class ReplicaWrites {

    /** Uncommitted entries above which a head admits no more (I11). */
    static final int UNCOMMITTED_MAX = 20_000;
    static final long UNCOMMITTED_BYTES_MAX = 64 << 20;

    private final PartitionReplica replica;
    private final ReplicaHost host;
    private final WaitingCalls waiting;

    ReplicaWrites(PartitionReplica replica, ReplicaHost host, WaitingCalls waiting) {
        this.replica = replica;
        this.host = host;
        this.waiting = waiting;
    }

    /** Orders a mutation, or finds what its first attempt answered. */
    void write(Slot slot, RequestId id, Mutation mutation) {
        if (!replica.isHead()) {
            BackendProbe.MUTATION_CAME_TO_NO_HEAD.hit();
            slot.answer(new Result.Refused(Result.Reason.MISDIRECTED, "not the head"));
        } else if (!replica.active()) {
            BackendProbe.MUTATION_WAITS_FOR_THE_HEAD_TO_BEGIN.hit();
            waiting.block(slot, () -> write(slot, id, mutation));
        } else {
            switch (replica.state().sessions().find(id, host.nowNanos())) {
                case Sessions.Verdict.Known known -> {
                    (known.index() > replica.state().committed()
                            ? BackendProbe.RETRY_WAITS_FOR_THE_COMMITMENT
                            : BackendProbe.RETRY_ANSWERED_FROM_THE_RECORD).hit();
                    answerCommitted(known.index(), slot, known.result());
                }
                case Sessions.Verdict.Stale stale -> {
                    BackendProbe.REPEAT_BELOW_THE_LOWEST_UNANSWERED.hit();
                    slot.answer(new Result.Refused(Result.Reason.STALE,
                            "below the client's lowest unanswered call"));
                }
                case Sessions.Verdict.Crowded crowded ->
                        slot.answer(new Result.Refused(Result.Reason.BUSY,
                                "too many clients with recorded results"));
                case Sessions.Verdict.Unknown unknown -> order(slot, id, mutation);
            }
        }
    }

    private void order(Slot slot, RequestId id, Mutation mutation) {
        if (replica.full() && BinTable.grows(mutation)) {
            BackendProbe.MUTATION_REFUSED_AS_MEMORY_IS_FULL.hit();
            slot.answer(new Result.Refused(Result.Reason.FULL,
                    "the memory limit of a replica is reached"));
        } else if (crowded()) {
            slot.answer(new Result.Refused(Result.Reason.BUSY,
                    "too many writes wait for their commitment"));
        } else {
            Result result = replica.order(id, resolve(mutation));
            answerCommitted(replica.state().last(), slot, result);
        }
    }

    /** A clock call is resolved against the floor before it is ordered, so that every replica computes the same. */
    private Mutation resolve(Mutation mutation) {
        if (mutation instanceof Mutation.Clock clock
                && Long.compareUnsigned(host.clockFloor(), clock.atLeast()) > 0) {
            BackendProbe.CLOCK_CALL_RAISED_TO_THE_FLOOR.hit();
            return new Mutation.Clock(clock.bin(), host.clockFloor());
        }
        return mutation;
    }

    private void answerCommitted(long index, Slot slot, Result result) {
        Slot answering = result instanceof Result.ClockValue clock
                ? new ClockSlot(slot, clock.clock()) : slot;
        if (index <= replica.state().committed()) {
            answering.answer(result);
        } else {
            waiting.untilCommitted(index, answering, result);
        }
    }

    /** Tells the host which clock numbers are answered, as they are. */
    private final class ClockSlot implements Slot {

        private final Slot slot;
        private final long clock;

        ClockSlot(Slot slot, long clock) {
            this.slot = slot;
            this.clock = clock;
        }

        @Override
        public void answer(Result result) {
            if (result instanceof Result.ClockValue) {
                host.clockAnswered(clock);
            }
            slot.answer(result);
        }

        @Override
        public void ordered() {
            slot.ordered();
        }

        @Override
        public boolean open() {
            return slot.open();
        }
    }

    /** Orders the forgetting of clients that have been idle for longer than any call may live (protocol, section 8). */
    void forgetIdleClients(long idleSinceNanos) {
        if (replica.isHead() && replica.serving()) {
            for (var client : replica.state().sessions().idleSince(idleSinceNanos)) {
                if (!crowded()) {
                    BackendProbe.IDLE_CLIENT_FORGOTTEN.hit();
                    replica.order(new RequestId(client, 0, 0), new Mutation.Forget());
                }
            }
        }
    }

    private boolean crowded() {
        PartitionState state = replica.state();
        long uncommitted = state.last() - state.committed();
        return uncommitted >= UNCOMMITTED_MAX || uncommitted > 0
                && (state.suffix().bytes() >= UNCOMMITTED_BYTES_MAX || host.crowded());
    }
}
