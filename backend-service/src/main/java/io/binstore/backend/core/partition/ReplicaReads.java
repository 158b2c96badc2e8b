package io.binstore.backend.core.partition;

import io.binstore.backend.core.BackendProbe;
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.operation.Result;
import org.jspecify.annotations.Nullable;

/**
 * What a replica does with reads: each is answered from what is committed, under read leases (protocol, section 6). After
 * CRAQ (Terrace &amp; Freedman, USENIX ATC 2009).
 */
final class ReplicaReads {

    private final PartitionReplica replica;
    private final ReplicaHost host;
    private final WaitingCalls waiting;

    ReplicaReads(PartitionReplica replica, ReplicaHost host, WaitingCalls waiting) {
        this.replica = replica;
        this.host = host;
        this.waiting = waiting;
    }

    /** Answers a read from committed state, now or once what it looked at is committed (I6). */
    void read(Slot slot, Read read) {
        if (!replica.readable()) {
            (replica.serving() ? BackendProbe.READ_WAITS_FOR_LEASES
                    : BackendProbe.READ_WAITS_FOR_COMPLETENESS)
                    .hit();
            waiting.block(slot, () -> read(slot, read));
            return;
        }
        PartitionState state = replica.state();
        long index = state.suffix().newestTouching(read, state.committed());
        if (read instanceof Read.Scan asked) {
            scan(slot, state.table().scan(asked), index);
        } else {
            answerRead(slot, state.table().read(read), index);
        }
    }

    /** What a read answers at this moment, or null if it has to wait for something: then {@link #read} does. */
    @Nullable
    Result look(Read.Get read) {
        PartitionState state = replica.state();
        if (replica.readable()
                && state.suffix().newestTouching(read, state.committed()) <= state.committed()) {
            return state.table().read(read);
        }
        BackendProbe.LOOK_IN_VAIN.hit();
        return null;
    }

    /**
     * Looks at a bin as it is now, in one turn or in many. This is the moment that is answered for: leases that run out on
     * the way change nothing, as the call is under way all the time.
     */
    private void scan(Slot slot, Scan scan, long index) {
        if (scan.step(host.scans().stepKeys())) {
            answerRead(slot, scan.result(), index);
        } else if (host.scans().add(new Look(slot, scan, index))) {
            BackendProbe.SCAN_TAKES_MANY_TURNS.hit();
            scan.freeze();
            waiting.look(slot);
        } else {
            slot.answer(new Result.Refused(Result.Reason.BUSY, "too many scans are under way"));
        }
    }

    /** The rest of a scan. */
    private final class Look implements ScanTurns.Turns {

        private final Slot slot;
        private final Scan scan;
        private final long index;

        Look(Slot slot, Scan scan, long index) {
            this.slot = slot;
            this.scan = scan;
            this.index = index;
        }

        @Override
        public boolean wanted() {
            boolean wanted = slot.open();
            if (!wanted) {
                waiting.looked(slot);
            }
            return wanted;
        }

        @Override
        public boolean step() {
            boolean more = !scan.step(host.scans().stepKeys());
            if (!more) {
                waiting.looked(slot);
                answerRead(slot, scan.result(), index);
            }
            return more;
        }
    }

    private void answerRead(Slot slot, Result result, long index) {
        if (index <= replica.state().committed()) {
            slot.answer(result);
        } else {
            BackendProbe.READ_WAITS_FOR_A_COMMITMENT.hit();
            waiting.untilCommitted(index, slot, result);
        }
    }
}
