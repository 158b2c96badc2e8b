package io.binstore.backend.core.transfer;

import io.binstore.backend.core.BackendObserver;
import io.binstore.backend.core.BackendProbe;
import io.binstore.backend.core.partition.PartitionState;
import io.binstore.protocol.message.EntriesReply;
import io.binstore.protocol.message.EntriesRequest;
import io.binstore.protocol.message.Entry;
import io.binstore.protocol.message.MigrateReply.Progress;
import io.binstore.protocol.message.MigrateRequest.Order;
import io.binstore.protocol.message.Reply;
import org.jspecify.annotations.Nullable;

/**
 * Fills this backend for one partition under one order of the lead: a snapshot from the tail, then the committed
 * entries after it, until a view makes it a replica (protocol, section 7).
 *
 * <pre>
 * state       event                                    next
 * LOADING     snapshot complete                        FOLLOWING
 * FOLLOWING   source no longer keeps the entries       LOADING, from scratch
 * FOLLOWING   source is not the tail now, or too busy  FOLLOWING, and asks again
 * any         the chain changes, its tail stays        the same, under the new chain version
 * any         another order, or no longer a learner    ended
 * </pre>
 *
 * What it has is a prefix of the committed history, so it keeps that when its source turns it away: most often the
 * source has only heard first of the view that makes the learner a replica.
 */
public final class Learner {

    static final long PULL_NANOS = 40_000_000L;
    /** Between two pulls of a source at which nothing happens: a large cluster may have many learners wait. */
    static final long PULL_NANOS_MAX = 320_000_000L;
    /** A learner is ready while it was level with its source this short a time ago, or has yet to ask again. */
    static final long TRAIL_NANOS = 100_000_000L;

    private final TransferHost host;
    private final BackendObserver observer;
    private final long incarnation;
    private final Order order;
    private long version;

    private SnapshotSink sink;
    private @Nullable PartitionState state;
    private long levelNanos;
    private long pauseNanos = PULL_NANOS;
    private boolean level;
    private boolean over;

    /** @param version the chain version in which the source is the tail */
    public Learner(TransferHost host, BackendObserver observer, long incarnation, Order order,
            long version) {
        this.host = host;
        this.observer = observer;
        this.incarnation = incarnation;
        this.order = order;
        this.version = version;
        this.sink = load();
        sink.pull();
    }

    /** The chain has another version, and the source is still its tail. */
    public void follow(long newer) {
        version = newer;
        sink.follow(newer);
    }

    private SnapshotSink load() {
        return new SnapshotSink(host, order.partition(), order.source(), version, true,
                this::loaded);
    }

    private void loaded(PartitionState loaded) {
        if (!over) {
            BackendProbe.LEARNER_LOADED.hit();
            state = loaded;
            observer.loaded(incarnation, order.partition(), loaded.origin(), loaded.last(), true);
            pullEntries();
        }
    }

    private void pullEntries() {
        PartitionState following = state;
        if (over || following == null) {
            return;
        }
        long sentNanos = host.nowNanos();
        long after = following.last();
        host.ask(order.source(), to -> new EntriesRequest(to, order.partition(), version, after),
                reply -> entries(reply, following, sentNanos));
    }

    private void entries(@Nullable Reply reply, PartitionState following, long sentNanos) {
        if (over || state != following) {
            return;
        }
        if (reply instanceof EntriesReply entries && !entries.gap()) {
            for (Entry entry : entries.entries()) {
                if (entry.index() == following.last() + 1) {
                    following.apply(entry, host.nowNanos());
                    following.commit(entry.index());
                    observer.learned(incarnation, order.partition(), following.origin(), entry);
                }
            }
            following.trim(false);
            if (following.last() >= entries.committed()) {
                level = true;
                levelNanos = sentNanos;
                pauseNanos = entries.entries().isEmpty() ? Math.min(PULL_NANOS_MAX, 2 * pauseNanos)
                        : PULL_NANOS;
                host.after(pauseNanos, this::pullEntries);
            } else {
                BackendProbe.LEARNER_STILL_BEHIND.hit();
                pullEntries();
            }
        } else if (reply instanceof EntriesReply) {
            BackendProbe.LEARNER_BEGINS_AGAIN.hit();
            state = null;
            level = false;
            sink = load();
            host.after(SnapshotSink.RETRY_NANOS, sink::pull);
        } else {
            (reply == null ? BackendProbe.LEARNER_GETS_NO_ANSWER : BackendProbe.LEARNER_TURNED_AWAY)
                    .hit();
            host.after(PULL_NANOS, this::pullEntries);
        }
    }

    /** For the lead, about this order only. */
    public Progress progress() {
        boolean ready = level && host.nowNanos() - levelNanos < pauseNanos + TRAIL_NANOS;
        PartitionState following = state;
        return new Progress(order.partition(), order.epoch(), order.term(), ready,
                following == null ? sink.bytesDone() : following.bytes(),
                following == null ? sink.bytesLeft() : 0);
    }

    public Order order() {
        return order;
    }

    /** Ends it and hands over what it has: a committed prefix, or null while its snapshot is not whole. */
    public @Nullable PartitionState end() {
        over = true;
        sink.cancel();
        return state;
    }

    /** How far it is, from 1 to 3. */
    public long sketch() {
        return state == null ? 1 : level ? 3 : 2;
    }

    /** What it has by now. */
    @Nullable
    PartitionState state() {
        return state;
    }

    public long bytes() {
        return state == null ? sink.bytesDone() : state.bytes();
    }
}
