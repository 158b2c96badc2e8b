package io.binstore.keeper.node;

import io.binstore.keeper.core.KeeperReport;
import io.binstore.keeper.core.PartitionReport;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.message.Request;
import org.jspecify.annotations.Nullable;

/** The keeper of this process as other threads see it: they block, its loop never does. */
public interface KeeperNode {

    /** @throws NoAnswer if the keeper does not answer soon */
    Reply answer(Request request);

    /** @throws NoAnswer if the keeper does not answer soon */
    KeeperReport report();

    /**
     * One partition, or null if there is no view or no such partition.
     *
     * @throws NoAnswer if the keeper does not answer soon
     */
    @Nullable
    PartitionReport partition(int partition);

    /** The loop has not answered in time, or has ended. */
    final class NoAnswer extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public NoAnswer(String message) {
            super(message);
        }
    }
}
