package io.binstore.backend.core.transfer;

import io.binstore.backend.core.BackendProbe;
import io.binstore.backend.core.partition.BinTable;
import io.binstore.backend.core.partition.PartitionState;
import io.binstore.backend.core.partition.Sessions;
import io.binstore.protocol.message.Rejected;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.message.SnapshotReply;
import io.binstore.protocol.message.SnapshotRequest;
import io.binstore.protocol.message.StatePiece;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Pulls one snapshot, chunk by chunk, until it has a whole state; it begins again when the source has lost track.
 *
 * <p>
 * What is not answered, or refused because the source is in another chain version or busy, is asked for again. An
 * answer for a chunk that is not the next is dropped.
 */
public final class SnapshotSink {

    static final long RETRY_NANOS = 50_000_000L;

    private final TransferHost host;
    private final int partition;
    private final int source;
    private long version;
    private final boolean learner;
    private final Consumer<PartitionState> loaded;

    private BinTable table = new BinTable();
    private Sessions sessions = new Sessions();
    private long snapshot;
    private int chunk;
    private long bytesLeft = 1;
    private boolean over;

    /**
     * @param learner whether the source may hand out committed state only
     * @param loaded gets the whole state, once
     */
    public SnapshotSink(TransferHost host, int partition, int source, long version, boolean learner,
            Consumer<PartitionState> loaded) {
        this.host = host;
        this.partition = partition;
        this.source = source;
        this.version = version;
        this.learner = learner;
        this.loaded = loaded;
    }

    /** The source is to be asked under a newer chain version from now on. */
    void follow(long newer) {
        version = newer;
    }

    /** Asks for the next chunk, once it is its turn. */
    public void pull() {
        if (!over) {
            host.pulls().enter(this);
        }
    }

    /** It is its turn. */
    void ask() {
        host.ask(source,
                to -> new SnapshotRequest(to, partition, version, learner, snapshot, chunk),
                this::answered);
    }

    private void answered(@Nullable Reply reply) {
        host.pulls().leave();
        if (over) {
            BackendProbe.SNAPSHOT_CAME_TOO_LATE.hit();
            return;
        }
        if (reply instanceof SnapshotReply part && part.partition() == partition
                && part.chunk() == chunk
                && (snapshot == 0 || part.snapshot() == snapshot)) {
            take(part);
        } else {
            if (reply instanceof Rejected rejected
                    && rejected.reason() == Rejected.Reason.INVALID) {
                restart();
            }
            host.after(RETRY_NANOS, this::pull);
        }
    }

    private void take(SnapshotReply part) {
        snapshot = part.snapshot();
        chunk++;
        bytesLeft = part.bytesLeft();
        for (StatePiece piece : part.pieces()) {
            switch (piece) {
                case StatePiece.ValuePiece value ->
                        table.load(value.bin(), value.key(), value.value());
                case StatePiece.ListPiece list -> table.load(list.bin(), list.key(), list.items());
                case StatePiece.SessionPiece session -> sessions.load(session, host.nowNanos());
            }
        }
        if (part.end()) {
            over = true;
            table.loadClock(part.clock());
            loaded.accept(new PartitionState(part.origin(), table, sessions, part.last(),
                    learner ? part.last() : 0));
        } else {
            pull();
        }
    }

    private void restart() {
        BackendProbe.SNAPSHOT_PULLED_FROM_THE_BEGINNING_AGAIN.hit();
        table = new BinTable();
        sessions = new Sessions();
        snapshot = 0;
        chunk = 0;
    }

    /** Nothing of it is wanted any more. */
    public void cancel() {
        over = true;
        host.pulls().forget(this);
    }

    /** Estimated heap taken by what has come so far, in bytes. */
    public long bytesDone() {
        return table.bytes() + sessions.bytes();
    }

    long bytesLeft() {
        return bytesLeft;
    }
}
