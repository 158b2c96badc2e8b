package io.binstore.keeper.core;

import io.binstore.protocol.model.Chain;
import java.util.List;

/**
 * One partition as a keeper knows it.
 *
 * @param complete the members of the chain that reported to be complete, by index
 * @param history the last changes of the chain, oldest first
 */
public record PartitionReport(int partition, Chain chain, List<Integer> complete,
        List<Change> history) {

    public PartitionReport {
        complete = List.copyOf(complete);
        history = List.copyOf(history);
    }

    /** A chain as one view left it. @param nanos when this keeper learned of it */
    public record Change(long epoch, long nanos, List<Integer> replicas) {

        public Change {
            replicas = List.copyOf(replicas);
        }
    }
}
