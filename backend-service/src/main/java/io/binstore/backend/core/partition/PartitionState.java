package io.binstore.backend.core.partition;

import static io.binstore.protocol.runtime.Invariants.check;

import io.binstore.protocol.message.Entry;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Result;

/**
 * The replicated state of one partition as one backend holds it: bins, recorded results, and the log's newest part.
 *
 * <p>
 * It is the same thing in a learner and in a replica, so that promotion moves it from one to the other.
 */
public final class PartitionState {

    private final long origin;
    private final BinTable table;
    private final Sessions sessions;
    private final Suffix suffix;
    private long committed;

    /** An empty partition whose history began in an epoch. */
    public PartitionState(long origin) {
        this(origin, new BinTable(), new Sessions(), 0, 0);
    }

    /** A loaded snapshot that holds everything up to {@code last}. */
    public PartitionState(long origin, BinTable table, Sessions sessions, long last,
            long committed) {
        this.origin = origin;
        this.table = table;
        this.sessions = sessions;
        this.suffix = new Suffix(last);
        this.committed = committed;
    }

    /** Applies the next entry and records its result. */
    public Result apply(Entry entry, long nowNanos) {
        suffix.add(entry);
        Result result = table.apply(entry.mutation());
        if (entry.mutation() instanceof Mutation.Forget) {
            sessions.forget(entry.id().client());
        } else {
            sessions.record(entry.id(), entry.index(), result, nowNanos);
        }
        return result;
    }

    /** Commit indexes never fall (I2) and never run ahead of what is applied. */
    public boolean commit(long index) {
        check(index <= suffix.last(), "only applied entries are committed", "index", index, "last",
                suffix.last());
        if (index <= committed) {
            return false;
        }
        committed = index;
        return true;
    }

    public void trim(boolean pinned) {
        suffix.trim(committed, pinned);
    }

    /** Keeps nothing that is known to be committed. */
    void trimAll() {
        suffix.trimAll(committed);
    }

    public long origin() {
        return origin;
    }

    public long last() {
        return suffix.last();
    }

    public long committed() {
        return committed;
    }

    public BinTable table() {
        return table;
    }

    public Sessions sessions() {
        return sessions;
    }

    public Suffix suffix() {
        return suffix;
    }

    /** An estimate of the heap taken, the suffix left out, in bytes. */
    public long bytes() {
        return table.bytes() + sessions.bytes();
    }
}
