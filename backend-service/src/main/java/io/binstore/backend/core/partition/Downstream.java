package io.binstore.backend.core.partition;

import io.binstore.backend.core.BackendProbe;
import io.binstore.protocol.message.Append;
import io.binstore.protocol.message.AppendAck;
import io.binstore.protocol.message.Entry;
import java.util.List;

/**
 * What a replica knows of its successor in the current chain version, and what to send it next.
 */
final class Downstream {

    private static final long UNKNOWN = -1;

    private final int successor;
    private long successorLast = UNKNOWN;
    private boolean markHeard;

    /** @param successor the member index, or -1 at the tail */
    Downstream(int successor) {
        this.successor = successor;
    }

    int successor() {
        return successor;
    }

    boolean exists() {
        return successor >= 0;
    }

    /** Whether the successor lacks an entry, or has not heard of the mark. */
    boolean due(long last, long mark) {
        return exists() && (successorLast < last || mark >= 0 && !markHeard);
    }

    /** The next run of entries; with an unknown successor an empty one, whose answer tells where to begin. */
    Append next(int partition, long version, long mark, PartitionState state, int entriesMax,
            long bytesMax) {
        Suffix suffix = state.suffix();
        long previous = successorLast;
        List<Entry> entries = List.of();
        if (successorLast == UNKNOWN || successorLast >= suffix.last()) {
            previous = suffix.last();
        } else if (successorLast + 1 < suffix.first()) {
            BackendProbe.SUCCESSOR_TOLD_TO_PULL_A_SNAPSHOT.hit();
            previous = Append.PULL_SNAPSHOT;
        } else {
            entries = suffix.after(successorLast, entriesMax, bytesMax);
        }
        return new Append(partition, version, state.origin(), previous, entries, mark,
                state.committed());
    }

    /** @param mark the mark that went with the append which is acknowledged */
    void acknowledged(AppendAck ack, long mark) {
        switch (ack.code()) {
            case APPLIED -> {
                successorLast = ack.last();
                markHeard |= mark >= 0;
            }
            case GAP -> {
                BackendProbe.SUCCESSOR_SAYS_WHERE_IT_STANDS.hit();
                successorLast = ack.last();
            }
            // It may be loading a snapshot now: it is asked where it stands before it is told to load another.
            case WAIT -> successorLast = UNKNOWN;
            case OUTDATED, NOT_YET -> {
                // One of the two has to adopt a view first, and begins anew with it.
            }
        }
    }
}
