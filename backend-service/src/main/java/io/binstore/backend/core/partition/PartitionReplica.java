package io.binstore.backend.core.partition;

import static io.binstore.protocol.runtime.Invariants.check;

import io.binstore.backend.core.BackendProbe;
import io.binstore.protocol.message.Append;
import io.binstore.protocol.message.AppendAck;
import io.binstore.protocol.message.AppendAck.Code;
import io.binstore.protocol.message.Commit;
import io.binstore.protocol.message.Entry;
import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.RequestId;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.operation.Result;
import io.binstore.protocol.runtime.Bound;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in the chain of one partition: applies, forwards, commits (protocol, sections 5 and 7). What
 * comes of calls is in {@link ReplicaWrites} and {@link ReplicaReads}.
 *
 * <p>
 * Chain replication (van Renesse &amp; Schneider, OSDI 2004).
 *
 * <pre>
 * state               event                                        next
 * WAITING             old read leases have run out                 ACTIVE, complete or not
 * ACTIVE, new         has what its predecessor had at its mark     ACTIVE, complete
 * ACTIVE, new         predecessor no longer keeps what is missing  FILLING
 * ACTIVE, new         it is ahead of its predecessor               ACTIVE, new and empty
 * FILLING             snapshot loaded                              ACTIVE, new
 * any                 a view changes this chain                    WAITING (complete stays complete)
 * any                 a view leaves this backend out of the chain  discarded
 * </pre>
 *
 * Only ACTIVE and complete replicas answer calls; a head that is ACTIVE is complete. A replica that was there when the
 * partition's history began is complete from the beginning: nothing can have been committed without it.
 */
public final class PartitionReplica {

    private static final long PIN_NANOS = 5_000_000_000L;
    /** A full replica says so once a second; if nobody has for this long, none is. */
    private static final long FULL_NANOS = 3_000_000_000L;

    /**
     * A history that begins without all of the one before cannot know who may still read that one: leases that the dead
     * gave end within this time, which is that of {@code ReadLeases} (section 6, I7).
     */
    public static final long LEASES_OF_THE_DEAD_NANOS = 2_200_000_000L;

    private enum Phase {
        WAITING, ACTIVE, FILLING
    }

    private final int partition;
    private final int self;
    private final ReplicaHost host;
    private final WaitingCalls waiting = new WaitingCalls();
    private final ReplicaWrites writes;
    private final ReplicaReads reads;

    private PartitionState state;
    private Chain chain;
    private int position;
    private Phase phase = Phase.WAITING;
    private boolean complete;
    private boolean afterLoss;
    private long lossNanos;
    private boolean contacted;
    private long wantedMark = -1;
    private long mark = -1;
    private Downstream downstream = new Downstream(-1);
    private boolean successorFull;
    private long successorFullUntilNanos;
    private long pinnedUntilNanos;
    private boolean pinned;

    /** A replica that is new in its chain, with the state of a learner or an empty one. */
    public PartitionReplica(int partition, int self, Chain chain, PartitionState state,
            ReplicaHost host) {
        this.partition = partition;
        this.self = self;
        this.host = host;
        this.writes = new ReplicaWrites(this, host, waiting);
        this.reads = new ReplicaReads(this, host, waiting);
        this.state = state;
        this.chain = chain;
        enter(chain, true);
    }

    /**
     * A view changed the chain and this backend is in it.
     *
     * @param isNew it was added after the last view it adopted: it is measured against its predecessor again
     */
    public void enter(Chain next, boolean isNew) {
        check(next.version() >= chain.version(), "I2: chain versions never fall", "from",
                chain.version(), "to",
                next.version());
        boolean follower = position > 0;
        chain = next;
        position = next.positionOf(self);
        if (follower && position == 0) {
            BackendProbe.FOLLOWER_TAKES_OVER_AS_HEAD.hit();
        }
        check(position >= 0, "a replica enters only its own chain", "partition", partition, "self",
                self);
        phase = Phase.WAITING;
        contacted = false;
        wantedMark = -1;
        mark = -1;
        successorFull = false;
        downstream = new Downstream(position + 1 < next.replicas().size()
                ? next.replicas().get(position + 1).member()
                : -1);
        if (isNew) {
            // Entries that are not known to be committed may not be in the history it comes back to.
            if (state.origin() != next.origin() || state.committed() < state.last()) {
                empty();
            }
            complete = next.replicas().get(position).added() == next.origin();
        }
        boolean beginsAnew = next.origin() == next.version() && next.origin() > 1;
        if (beginsAnew || position == 0 && !complete) {
            afterLoss = true;
            lossNanos = host.nowNanos();
        }
        tryActivate();
    }

    private void empty() {
        waiting.abandonCommitting();
        if (state.last() > 0) {
            host.observer().discarded(host.incarnation(), partition);
        }
        state = new PartitionState(chain.origin());
    }

    /** Goes on if it waited for old read leases and they have run out. */
    public void tryActivate() {
        if (phase != Phase.WAITING || !host.oldLeasesRunOut(chain)) {
            return;
        }
        if (afterLoss && host.nowNanos() - lossNanos < LEASES_OF_THE_DEAD_NANOS) {
            BackendProbe.NEW_HISTORY_WAITS_FOR_LEASES_OF_THE_DEAD.hit();
            return;
        }
        phase = Phase.ACTIVE;
        if (position == 0 && !complete) {
            host.headBeganIncomplete(partition);
            complete = true;
        }
        if (complete) {
            serve();
        } else {
            host.observer().serving(host.incarnation(), partition, chain.version(), state.last(),
                    false);
            tellPredecessor();
        }
    }

    /** Active and complete: from here on it answers, and its successor knows what to reach. */
    private void serve() {
        mark = state.last();
        if (position == 0 && state.committed() < state.last()) {
            BackendProbe.HEAD_BEGINS_WITH_UNCOMMITTED_ENTRIES.hit();
        }
        long clock = state.table().clock();
        if (clock != 0) {
            // What a snapshot brought may have been answered too.
            host.clockAnswered(clock == -1 ? clock : clock - 1);
        }
        host.observer().serving(host.incarnation(), partition, chain.version(), state.last(), true);
        if (isTail()) {
            commitTo(state.last());
        }
        if (downstream.exists()) {
            host.appendDue(partition, downstream.successor());
        }
        tellPredecessor();
        waiting.retryBlocked();
    }

    private void tellPredecessor() {
        if (position > 0) {
            host.commitDue(partition, predecessor());
        }
    }

    // --- along the chain ---

    /** Takes entries from the predecessor. */
    public AppendAck append(Append append) {
        if (append.version() != chain.version()) {
            boolean outdated = append.version() < chain.version();
            (outdated ? BackendProbe.ENTRIES_OF_AN_OLDER_CHAIN
                    : BackendProbe.ENTRIES_OF_A_CHAIN_TO_COME)
                    .hit();
            return ack(outdated ? Code.OUTDATED : Code.NOT_YET);
        }
        check(position > 0 && append.origin() == chain.origin(), "entries come down the chain",
                "position", position,
                "origin", append.origin());
        if (phase != Phase.ACTIVE) {
            (phase == Phase.FILLING ? BackendProbe.ENTRIES_WHILE_BEING_FILLED
                    : BackendProbe.ENTRIES_WHILE_OLD_LEASES_RUN).hit();
            return ack(Code.WAIT);
        }
        if (append.previous() == Append.PULL_SNAPSHOT) {
            if (complete) {
                BackendProbe.COMPLETE_REPLICA_IS_TOLD_TO_PULL.hit();
                // A late repeat: a complete replica lacks nothing that its predecessor has dropped.
                return ack(Code.WAIT);
            }
            phase = Phase.FILLING;
            host.fill(partition, predecessor(), chain.version());
            return ack(Code.WAIT);
        }
        if (!contacted && append.mark() >= 0) {
            contacted = true;
            if (state.last() > append.mark()) {
                check(!complete, "I3: a complete replica is no longer than its predecessor", "last",
                        state.last(),
                        "mark", append.mark());
                empty();
            }
        }
        if (append.previous() > state.last()) {
            BackendProbe.ENTRIES_LEAVE_A_GAP.hit();
            return ack(Code.GAP);
        }
        for (Entry entry : append.entries()) {
            take(entry);
        }
        complete(append.mark());
        // Not told to the predecessor: it has said so itself, or reads it in the acknowledgement.
        advance(isTail() && complete ? state.last() : Math.min(append.committed(), state.last()));
        if (!append.entries().isEmpty() && downstream.exists()) {
            host.appendDue(partition, downstream.successor());
        }
        return ack(Code.APPLIED);
    }

    /** Gives a mutation the next index, applies it and sends it on. */
    Result order(RequestId id, Mutation mutation) {
        Entry entry = new Entry(state.last() + 1, id, mutation);
        Result result = state.apply(entry, host.nowNanos());
        host.observer().applied(host.incarnation(), partition, state.origin(), chain.version(),
                entry, result);
        if (isTail()) {
            commitTo(state.last());
        } else {
            host.appendDue(partition, downstream.successor());
        }
        return result;
    }

    private void take(Entry entry) {
        if (entry.index() > state.last()) {
            Result result = state.apply(entry, host.nowNanos());
            host.observer().applied(host.incarnation(), partition, state.origin(), chain.version(),
                    entry, result);
            if (result instanceof Result.ClockValue clock) {
                // Its head may answer it and die before the lead has asked it (protocol, section 9).
                host.clockAnswered(clock.clock());
            }
        } else if (entry.index() >= state.suffix().first()) {
            BackendProbe.ENTRY_CAME_TWICE.hit();
            check(state.suffix().get(entry.index()).id().equals(entry.id()), "I3: one log",
                    "partition", partition,
                    "index", entry.index());
        }
    }

    /** A new replica is complete when it has what its predecessor had as that was active and complete. */
    private void complete(long predecessorMark) {
        if (complete) {
            return;
        }
        if (predecessorMark >= 0) {
            wantedMark = predecessorMark;
        }
        if (wantedMark >= 0 && state.last() >= wantedMark) {
            BackendProbe.NEW_REPLICA_IS_COMPLETE.hit();
            complete = true;
            serve();
        }
    }

    private AppendAck ack(Code code) {
        return new AppendAck(partition, chain.version(), code, state.last(), state.committed(),
                full());
    }

    /** The successor answered an append. */
    public void acknowledged(Append sent, AppendAck ack) {
        if (ack.version() != chain.version() || sent.version() != chain.version()) {
            return;
        }
        downstream.acknowledged(ack, sent.mark());
        heardFromSuccessor(ack.committed(), ack.full());
    }

    /** The tail's acknowledgement came up from the successor. */
    public void committedBelow(Commit commit) {
        if (commit.version() == chain.version() && downstream.exists()) {
            heardFromSuccessor(commit.index(), commit.full());
        } else {
            BackendProbe.COMMIT_OF_ANOTHER_CHAIN_VERSION.hit();
        }
    }

    private void heardFromSuccessor(long committed, boolean isFull) {
        if (isFull || successorFull) {
            BackendProbe.SUCCESSOR_IS_FULL_OR_WAS.hit();
            tellPredecessor();
        }
        successorFull = isFull;
        if (isFull) {
            successorFullUntilNanos = host.nowNanos() + FULL_NANOS;
        }
        commitTo(Math.min(committed, state.last()));
        if (phase == Phase.ACTIVE && downstream.due(state.last(), mark)) {
            host.appendDue(partition, downstream.successor());
        }
    }

    private void commitTo(long index) {
        if (advance(index)) {
            tellPredecessor();
        }
    }

    private boolean advance(long index) {
        if (!state.commit(index)) {
            return false;
        }
        host.observer().committed(host.incarnation(), partition, state.origin(), chain.version(),
                index);
        waiting.committed(index);
        trim();
        return true;
    }

    /** Drops entries that are kept for a puller which has not been heard of for a while. */
    public void trim() {
        if (pinned && host.nowNanos() - pinnedUntilNanos >= 0) {
            BackendProbe.ENTRIES_NO_LONGER_KEPT_FOR_A_PULLER.hit();
            pinned = false;
        }
        if (host.unlucky("keeps no recent entries")) {
            state.trimAll();
        } else {
            state.trim(pinned && !host.crowded());
        }
    }

    /** Whether something waits to be sent to the successor. */
    public boolean appendDue() {
        return phase == Phase.ACTIVE && downstream.due(state.last(), mark);
    }

    /** The member index of the replica after this one, or -1 at the tail. */
    public int successor() {
        return downstream.successor();
    }

    /** What to send next, within bounds. */
    public Append nextAppend(int entriesMax, long bytesMax) {
        return downstream.next(partition, chain.version(), mark, state, entriesMax, bytesMax);
    }

    /** What the predecessor should know. */
    public Commit commit() {
        // Until it is complete this replica vouches for nothing beyond what it was told.
        return new Commit(partition, chain.version(), state.committed(), full());
    }

    /** This backend is full, or has just ceased to be: heads refuse writes that grow the store, or need not any more. */
    public void tellFull() {
        tellPredecessor();
    }

    /** The predecessor's snapshot has arrived; it is taken only if it is ahead of what is held. */
    public void filled(PartitionState loaded) {
        if (phase != Phase.FILLING || loaded.origin() != chain.origin()) {
            return;
        }
        phase = Phase.ACTIVE;
        // Nobody waits for a commitment here: it has not been complete, so it has answered nothing.
        if (loaded.last() > state.last()) {
            BackendProbe.SNAPSHOT_OF_THE_PREDECESSOR_TAKEN.hit();
            loaded.commit(state.committed());
            state = loaded;
            host.observer().loaded(host.incarnation(), partition, state.origin(), state.last(),
                    false);
        }
        tellPredecessor();
    }

    // --- calls ---

    /** Orders a mutation, or finds what its first attempt answered. */
    public void write(Slot slot, RequestId id, Mutation mutation) {
        writes.write(slot, id, mutation);
    }

    /** Answers a read from committed state, now or once what it looked at is committed (I6). */
    public void read(Slot slot, Read read) {
        reads.read(slot, read);
    }

    /** What a read answers at this moment, or null if it has to wait for something: then {@link #read} does. */
    public @Nullable Result look(Read.Get read) {
        return reads.look(read);
    }

    /** Orders the forgetting of clients that have been idle for longer than any call may live (protocol, section 8). */
    public void forgetIdleClients(long idleSinceNanos) {
        writes.forgetIdleClients(idleSinceNanos);
    }

    /** Looks at blocked calls again, after a lease came in. */
    public void retryBlocked() {
        if (waiting.anyBlocked()) {
            waiting.retryBlocked();
        }
    }

    /** Whether this backend or one that follows in the chain has no room for more. */
    boolean full() {
        if (successorFull && host.nowNanos() - successorFullUntilNanos >= 0) {
            successorFull = false;
        }
        return successorFull || host.full();
    }

    // --- state, for transfers and reports ---

    /** A puller needs the entries after what it has: keep them for a while. */
    public void pin() {
        pinned = true;
        pinnedUntilNanos = host.nowNanos() + PIN_NANOS;
    }

    /** The chain has left this backend out: the state is gone, and its callers look the view up again. */
    public void discard() {
        waiting.abandonAll();
        host.observer().discarded(host.incarnation(), partition);
    }

    /** Whether no old read lease has to run out any more, and no snapshot has to come. */
    boolean active() {
        return phase == Phase.ACTIVE;
    }

    public boolean serving() {
        return phase == Phase.ACTIVE && complete;
    }

    /** Whether it may answer reads: complete, and under a read lease of every other replica (protocol, section 6). */
    public boolean readable() {
        return serving() && host.mayRead(chain);
    }

    /** Whether it waits for read leases given under older epochs to run out. */
    public boolean waitingForLeases() {
        return phase == Phase.WAITING;
    }

    public boolean isHead() {
        return position == 0;
    }

    public boolean isTail() {
        return !downstream.exists();
    }

    /** The member index of the replica before this one, or -1 at the head. */
    public int predecessor() {
        return position == 0 ? -1 : chain.replicas().get(position - 1).member();
    }

    public Chain chain() {
        return chain;
    }

    public PartitionState state() {
        return state;
    }

    /** Adds how full its queues and tables are (I11). */
    public void bounds(List<Bound> bounds) {
        waiting.bounds(bounds);
        Suffix suffix = state.suffix();
        bounds.add(new Bound("entries kept", suffix.last() - suffix.first() + 1,
                Suffix.PINNED_MAX + ReplicaWrites.UNCOMMITTED_MAX));
        state.sessions().bounds(bounds);
    }

    /** A coarse picture of it, never 0. */
    public long sketch() {
        return 1 + phase.ordinal() | (complete ? 4 : 0) | (isHead() ? 8 : 0)
                | (isTail() ? 16 : 0);
    }

    public int waitingCalls() {
        return waiting.size();
    }
}
