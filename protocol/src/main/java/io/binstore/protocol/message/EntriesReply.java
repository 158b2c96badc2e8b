package io.binstore.protocol.message;

import java.util.List;

/**
 * @param gap the entries after the index asked for are no longer kept: begin again with a snapshot
 * @param committed the highest committed index at the source
 */
public record EntriesReply(int partition, boolean gap, List<Entry> entries, long committed)
        implements Reply {

    public EntriesReply {
        entries = List.copyOf(entries);
    }
}
