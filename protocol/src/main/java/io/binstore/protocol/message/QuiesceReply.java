package io.binstore.protocol.message;

import java.util.List;

/** @param quiet the partitions whose every entry is committed at all replicas, and that admit no write */
public record QuiesceReply(List<Integer> quiet) implements Reply {

    public QuiesceReply {
        quiet = List.copyOf(quiet);
    }
}
