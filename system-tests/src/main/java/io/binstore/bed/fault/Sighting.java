package io.binstore.bed.fault;

import io.binstore.launcher.cluster.ClusterState;
import org.jspecify.annotations.Nullable;

/**
 * The cluster as keepers showed it at one moment.
 *
 * @param nanos of the bed's clock, when the answer was there
 * @param state null if no keeper answered
 */
public record Sighting(long nanos, @Nullable ClusterState state) {

    private static final int COPIES = 3;

    /** Whether every partition has as many complete replicas as its members allow. */
    boolean isRedundant() {
        return state != null && !state.members().isEmpty()
                && state.partitionsBelow(Math.min(COPIES, state.members().size())) == 0;
    }

    long epoch() {
        return state == null ? 0 : state.epoch();
    }

    /** The lead's term, which no other lead ever has; 0 without one. */
    long term() {
        return state == null || state.lead() == null ? 0 : state.lead().term();
    }

    /** Whether the keepers take a backend for a member that answers, in this incarnation. */
    boolean shows(int backend, String incarnation) {
        ClusterState.Backend shown = state == null ? null : state.backends().get(backend);
        return shown != null && shown.isMember() && shown.incarnation().equals(incarnation);
    }
}
