package io.binstore.protocol.message;

import java.util.List;

/** How the addressee's learners are doing. */
public record MigrateReply(List<Progress> progress) implements Reply {

    public MigrateReply {
        progress = List.copyOf(progress);
    }

    /**
     * @param epoch with {@code term}: the order that this is about
     * @param ready it has its snapshot and trails its source by less than 100 ms
     */
    public record Progress(int partition, long epoch, long term, boolean ready, long bytesDone,
            long bytesLeft) {
    }
}
