package io.binstore.protocol.message;

import java.util.List;

/**
 * @param epoch the epoch active here; the rest is about this view
 * @param incomplete partitions of which this member is a replica that is not active and complete yet
 * @param progress of its learners
 * @param lostHeads how many times a head here had to begin without being complete
 */
public record StatusReply(long incarnation, long cluster, long epoch, List<Integer> incomplete,
        List<MigrateReply.Progress> progress, long lostHeads) implements Reply {

    public StatusReply {
        incomplete = List.copyOf(incomplete);
        progress = List.copyOf(progress);
    }
}
