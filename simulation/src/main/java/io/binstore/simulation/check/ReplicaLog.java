package io.binstore.simulation.check;

import io.binstore.protocol.message.Entry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one incarnation has applied of one partition: a loaded part that nobody can look into, then entries. */
final class ReplicaLog {

    final HistoryKey key;
    private long loaded;
    private final List<Entry> entries = new ArrayList<>();
    long committed;
    /** The epoch in which its owner began to learn it: it says nothing of chain versions up to there. */
    long learnedEpoch = -1;
    /** It is or was an active and complete replica, not only a learner. */
    boolean complete;
    boolean replica;
    /** Its state is gone; what it had is kept here for comparison. */
    boolean discarded;

    ReplicaLog(HistoryKey key, long loaded) {
        this.key = key;
        this.loaded = loaded;
    }

    long last() {
        return loaded + entries.size();
    }

    void add(Entry entry) {
        entries.add(entry);
    }

    /** The entry at an index, or null if it came with a snapshot or is not there. */
    @Nullable
    Entry at(long index) {
        return index > loaded && index <= last() ? entries.get((int) (index - loaded - 1)) : null;
    }
}
