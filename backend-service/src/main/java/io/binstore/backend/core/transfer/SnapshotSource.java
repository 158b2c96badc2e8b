package io.binstore.backend.core.transfer;

import static io.binstore.protocol.runtime.Invariants.check;

import io.binstore.backend.core.BackendProbe;
import io.binstore.backend.core.partition.PartitionReplica;
import io.binstore.protocol.message.EntriesReply;
import io.binstore.protocol.message.EntriesRequest;
import io.binstore.protocol.message.Entry;
import io.binstore.protocol.message.Rejected.Reason;
import io.binstore.protocol.message.SnapshotReply;
import io.binstore.protocol.message.SnapshotRequest;
import io.binstore.protocol.message.StatePiece;
import io.binstore.protocol.runtime.Randomness;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Hands out snapshots of this backend's partitions, and the entries after them.
 *
 * <p>
 * A learner gets committed state only, and only from the tail, where all that is applied is committed (I9).
 */
public final class SnapshotSource {

    /** Snapshots under way at once. */
    public static final int IMAGES_MAX = 1_024;
    static final long CHUNK_BYTES = 512 << 10;
    static final int ENTRIES_MAX = 4_096;
    /** A snapshot that nobody pulls at is dropped after this long. */
    static final long IDLE_NANOS = 10_000_000_000L;

    private final Randomness random;
    private final TreeMap<Long, Running> running = new TreeMap<>();

    private static final class Running {
        private final int partition;
        private final long version;
        private final boolean learner;
        private final SnapshotImage image;
        private SnapshotReply newest;
        private long usedNanos;

        Running(SnapshotRequest request, SnapshotImage image, SnapshotReply first) {
            this.partition = request.partition();
            this.version = request.version();
            this.learner = request.learner();
            this.image = image;
            this.newest = first;
        }

        /** What is committed stays so in a later version of the chain; what a replica has may not. */
        boolean answers(SnapshotRequest request) {
            return partition == request.partition() && learner == request.learner()
                    && (learner || version == request.version());
        }
    }

    /** What came of a request: a chunk, or why there is none. */
    public sealed interface Answer {

        record Chunk(SnapshotReply reply) implements Answer {
        }

        record Entries(EntriesReply reply) implements Answer {
        }

        record Refused(Reason reason, String detail) implements Answer {
        }
    }

    public SnapshotSource(Randomness random) {
        this.random = random;
    }

    /** The wanted chunk; the newest one may be asked for again, for its reply may have been lost. */
    public Answer chunk(SnapshotRequest request, @Nullable PartitionReplica replica,
            long nowNanos) {
        Answer.Refused refused = refusal(replica, request.version(), request.learner());
        if (refused != null || replica == null) {
            return refused == null ? NO_REPLICA : refused;
        }
        replica.pin();
        if (request.snapshot() == 0) {
            return begin(request, replica, nowNanos);
        }
        Running snapshot = running.get(request.snapshot());
        if (snapshot == null || !snapshot.answers(request)
                || request.chunk() != snapshot.newest.chunk()
                        && request.chunk() != snapshot.newest.chunk() + 1) {
            BackendProbe.SNAPSHOT_IS_NO_MORE.hit();
            return new Answer.Refused(Reason.INVALID, "no such snapshot any more");
        }
        snapshot.usedNanos = nowNanos;
        if (request.chunk() > snapshot.newest.chunk()) {
            snapshot.newest = reply(request, request.snapshot(), snapshot.image);
        } else {
            BackendProbe.CHUNK_ASKED_FOR_AGAIN.hit();
        }
        return new Answer.Chunk(snapshot.newest);
    }

    private Answer begin(SnapshotRequest request, PartitionReplica replica, long nowNanos) {
        if (running.size() >= IMAGES_MAX) {
            return new Answer.Refused(Reason.BUSY, "too many snapshots under way");
        }
        SnapshotImage image = new SnapshotImage(replica.state());
        long id = random.positive();
        SnapshotReply first = reply(request, id, image);
        if (!first.end()) {
            BackendProbe.SNAPSHOT_OF_MANY_CHUNKS.hit();
            Running snapshot = new Running(request, image, first);
            snapshot.usedNanos = nowNanos;
            running.put(id, snapshot);
        }
        return new Answer.Chunk(first);
    }

    private SnapshotReply reply(SnapshotRequest request, long id, SnapshotImage image) {
        List<StatePiece> pieces =
                image.next(random.unlucky("smallest chunk") ? 1 : CHUNK_BYTES);
        return new SnapshotReply(request.partition(), id, request.chunk(), image.origin(),
                image.last(),
                image.clock(), pieces, image.bytesLeft(), image.exhausted());
    }

    /** The committed entries after an index. */
    public Answer entries(EntriesRequest request, @Nullable PartitionReplica replica) {
        Answer.Refused refused = refusal(replica, request.version(), true);
        if (refused != null || replica == null) {
            return refused == null ? NO_REPLICA : refused;
        }
        replica.pin();
        var state = replica.state();
        if (request.after() > state.last()) {
            return new Answer.Refused(Reason.OUTDATED, "the learner is ahead: another history");
        }
        if (!state.suffix().keepsAfter(request.after())) {
            BackendProbe.ENTRIES_FOR_A_LEARNER_ARE_GONE.hit();
            return new Answer.Entries(
                    new EntriesReply(request.partition(), true, List.of(), state.committed()));
        }
        int most = random.unlucky("one entry for a learner") ? 1 : ENTRIES_MAX;
        List<Entry> entries = state.suffix().after(request.after(), most, CHUNK_BYTES);
        return new Answer.Entries(
                new EntriesReply(request.partition(), false, entries, state.committed()));
    }

    private static final Answer.Refused NO_REPLICA =
            new Answer.Refused(Reason.OUTDATED, "no replica here");

    private static Answer.@Nullable Refused refusal(@Nullable PartitionReplica replica,
            long version,
            boolean learner) {
        if (replica == null) {
            return NO_REPLICA;
        }
        if (replica.chain().version() != version) {
            BackendProbe.SOURCE_IS_IN_ANOTHER_CHAIN_VERSION.hit();
            return new Answer.Refused(
                    replica.chain().version() > version ? Reason.OUTDATED : Reason.NOT_YET,
                    "chain version " + replica.chain().version());
        }
        if (!replica.serving()) {
            BackendProbe.SOURCE_IS_NOT_COMPLETE_YET.hit();
            return new Answer.Refused(Reason.NOT_YET, "not complete yet");
        }
        if (learner && !replica.isTail()) {
            return new Answer.Refused(Reason.OUTDATED, "not the tail");
        }
        check(!learner || replica.state().committed() == replica.state().last(),
                "I9: all that a tail has is committed", "committed", replica.state().committed(),
                "last", replica.state().last());
        return null;
    }

    /** Forgets snapshots that nobody pulls at any more. */
    public void dropIdle(long nowNanos) {
        running.values().removeIf(old -> nowNanos - old.usedNanos > IDLE_NANOS);
    }

    /** How many snapshots are under way. */
    public int size() {
        return running.size();
    }

    /** Forgets all snapshots under way. */
    public void clear() {
        running.clear();
    }
}
