package io.binstore.backend.core.partition;

import static io.binstore.protocol.runtime.Invariants.check;

import io.binstore.protocol.message.Entry;
import io.binstore.protocol.model.ClientId;
import io.binstore.protocol.model.RequestId;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Read;
import java.util.ArrayList;
import java.util.List;

/**
 * The newest entries of a partition's log: those not known to be committed, and a bounded run of committed ones for a
 * successor or learner that is a little behind.
 */
public final class Suffix {

    /** Committed entries kept when nobody pulls. */
    static final int RECENT_MAX = 16;
    static final long RECENT_BYTES_MAX = 16 << 10;
    /** Committed entries kept while a learner or successor is being filled. */
    static final int PINNED_MAX = 100_000;
    static final long PINNED_BYTES_MAX = 32 << 20;
    /** Above this many uncommitted entries a read asks the index. */
    static final int LOOK_THROUGH_MAX = 32;
    private static final int RING_MIN = 16;

    private final TouchIndex touched = new TouchIndex();
    private Entry[] ring = new Entry[RING_MIN];
    /** The bytes of each, so that dropping an old entry does not touch it: it has left the caches long ago. */
    private int[] sizes = new int[RING_MIN];
    private long first = 1;
    private long last;
    private long bytes;

    /** An empty suffix after a state that holds everything up to an index. */
    Suffix(long last) {
        this.last = last;
        this.first = last + 1;
    }

    /** Whether all entries after an index are still here. */
    public boolean keepsAfter(long index) {
        return index + 1 >= first;
    }

    /** The index of the oldest entry kept; above {@link #last} if none is. */
    long first() {
        return first;
    }

    long last() {
        return last;
    }

    public long bytes() {
        return bytes;
    }

    void add(Entry entry) {
        check(entry.index() == last + 1, "I3: entries follow without a gap", "last", last, "index",
                entry.index());
        if (last - first + 1 == ring.length) {
            resize(ring.length * 2);
        }
        last++;
        int slot = slot(last);
        ring[slot] = entry;
        sizes[slot] = Math.toIntExact(entry.bytes());
        bytes += sizes[slot];
    }

    Entry get(long index) {
        return ring[slot(index)];
    }

    /** Consecutive entries after an index, within bounds, at least one if there is one. */
    public List<Entry> after(long index, int entriesMax, long bytesMax) {
        int count = 0;
        long sum = 0;
        while (index + count < last && count < entriesMax && (count == 0 || sum < bytesMax)) {
            count++;
            sum += sizes[slot(index + count)];
        }
        List<Entry> run = new ArrayList<>(count);
        for (int i = 1; i <= count; i++) {
            run.add(get(index + i));
        }
        return run;
    }

    /** Drops committed entries beyond what is worth keeping. */
    void trim(long committed, boolean pinned) {
        trim(committed, pinned ? PINNED_MAX : RECENT_MAX,
                pinned ? PINNED_BYTES_MAX : RECENT_BYTES_MAX);
    }

    /** Drops all committed entries. */
    void trimAll(long committed) {
        trim(committed, 0, 0);
    }

    private void trim(long committed, int countMax, long bytesMax) {
        while (first <= committed && (committed - first + 1 > countMax || bytes > bytesMax)) {
            int slot = slot(first);
            bytes -= sizes[slot];
            ring[slot] = NOTHING;
            first++;
        }
        if (ring.length > RING_MIN && last - first + 1 < ring.length / 8) {
            resize(ring.length / 2);
        }
    }

    /** The newest entry above the committed index that touches what a read looks at, or 0. */
    long newestTouching(Read read, long committed) {
        long newest = last - committed > LOOK_THROUGH_MAX
                ? touched.newestTouching(read, this, committed)
                : lookThrough(read, committed);
        if (newest > committed) {
            return newest;
        }
        // What a snapshot brought may be uncommitted too, and is not here to look at.
        long brought = first - 1;
        return brought > committed ? brought : 0;
    }

    private long lookThrough(Read read, long committed) {
        for (long index = last; index >= first && index > committed; index--) {
            if (BinTable.touches(get(index).mutation(), read)) {
                return index;
            }
        }
        return 0;
    }

    private static final Entry NOTHING = new Entry(0,
            new RequestId(new ClientId(0, 0), 0, 0),
            new Mutation.Forget());

    private int slot(long index) {
        return (int) (index & ring.length - 1);
    }

    private void resize(int length) {
        Entry[] entries = new Entry[length];
        int[] bytesOf = new int[length];
        for (long index = first; index <= last; index++) {
            int slot = (int) (index & length - 1);
            entries[slot] = get(index);
            bytesOf[slot] = sizes[slot(index)];
        }
        ring = entries;
        sizes = bytesOf;
    }
}
