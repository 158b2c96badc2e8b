package io.binstore.keeper.core;

import io.binstore.protocol.model.View;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a keeper knows of the cluster at one moment.
 *
 * @param nanos when, on the keeper's ticker
 * @param index the keeper's own index
 * @param id the non-zero id it drew at its start
 * @param lead who leads as far as this keeper knows, or null
 * @param view the newest chosen view it knows, or null
 * @param backends one per configured backend, in that order
 * @param lostPartitions how often a partition has lost all its replicas
 * @param events the last ones, oldest first
 */
public record KeeperReport(long nanos, int index, long id, @Nullable Lead lead, @Nullable View view,
        List<KeeperState> keepers, List<BackendState> backends, Redundancy redundancy,
        Migrations migrations,
        long lostPartitions, List<Event> events) {

    public KeeperReport {
        keepers = List.copyOf(keepers);
        backends = List.copyOf(backends);
        events = List.copyOf(events);
    }

    /** Whether this keeper leads. */
    public boolean leads() {
        return lead != null && lead.id() == id;
    }

    /** The epoch of the newest view known, 0 without one. */
    public long epoch() {
        return view == null ? 0 : view.epoch();
    }

    /** @param sinceNanos on this keeper's ticker; an own higher term does not change it */
    public record Lead(int index, long id, long term, long sinceNanos) {
    }

    /** One configured keeper. */
    public record KeeperState(int index, String address, Role role) {

        /** What it is. */
        public enum Role {
            LEAD, STANDBY, DOWN
        }
    }

    /**
     * One configured backend.
     *
     * @param incarnation the last one heard of, 0 if none ever answered
     * @param bytes memory held, as of its last health answer
     */
    public record BackendState(int index, String address, long incarnation, Condition condition,
            int heads,
            int replicas, int learners, long bytes, long bytesLimit) {

        /** What it is to the cluster. */
        public enum Condition {
            /** Listed by the view and answering. */
            MEMBER,
            /** Answering, without a view. */
            FRESH,
            /** Answering, about to stop. */
            LEAVING,
            /** Not answering; nothing certifies its death. */
            SILENT,
            /** Nothing runs there. */
            DOWN,
            /** Never heard of yet. */
            UNKNOWN
        }
    }

    /**
     * How many partitions have how many complete replicas.
     *
     * @param byCompleteReplicas at position i: the number of partitions with i complete replicas
     */
    public record Redundancy(int total, int target, List<Integer> byCompleteReplicas) {

        public Redundancy {
            byCompleteReplicas = List.copyOf(byCompleteReplicas);
        }
    }

    /**
     * Learners that are being filled.
     *
     * @param done how many became replicas since this keeper started
     */
    public record Migrations(int running, long done, long bytesLeft) {
    }
}
