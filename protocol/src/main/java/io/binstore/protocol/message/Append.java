package io.binstore.protocol.message;

import java.util.List;

/**
 * Entries of one partition on their way down its chain (protocol, section 5).
 *
 * @param version the chain version in which the sender is active
 * @param origin the epoch in which the partition's history began
 * @param previous the index just below the first entry, or {@link #PULL_SNAPSHOT}
 * @param entries with consecutive indexes; may be empty
 * @param mark the last index the sender had when it was first both active and complete in this version, or -1 if it
 *         is not: what a new successor must have applied to be complete itself
 * @param committed the highest index known to be committed
 */
public record Append(int partition, long version, long origin, long previous, List<Entry> entries,
        long mark,
        long committed) {

    /** As {@code previous}: what the receiver lacks is no longer kept, it must pull a snapshot from the sender. */
    public static final long PULL_SNAPSHOT = -1;

    public Append {
        entries = List.copyOf(entries);
    }

    /** An estimate of its size on the wire, in bytes. */
    public long bytes() {
        long bytes = 64;
        for (Entry entry : entries) {
            bytes += entry.bytes();
        }
        return bytes;
    }
}
