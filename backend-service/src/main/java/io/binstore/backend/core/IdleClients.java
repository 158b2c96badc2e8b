package io.binstore.backend.core;

import io.binstore.backend.core.partition.PartitionReplica;
import io.binstore.backend.core.partition.Sessions;

/**
 * Forgets, once a minute, the recorded results of clients from which no call can come any more (protocol, section 8), and
 * what replicas have kept for pullers that went away.
 */
final class IdleClients {

    private static final long INTERVAL_NANOS = 60_000_000_000L;
    private static final long IDLE_NANOS = Sessions.IDLE_MINUTES * 60_000_000_000L;
    /** A look that comes later than this tells of a pause of the process. */
    private static final long LATE_NANOS = 10_000_000_000L;

    private final Incarnation node;
    private final Replicas replicas;
    private long lookedNanos;
    private long forgetFromNanos;

    IdleClients(Incarnation node, Replicas replicas) {
        this.node = node;
        this.replicas = replicas;
    }

    void start() {
        lookedNanos = node.nowNanos();
        forgetFromNanos = lookedNanos;
        node.after(INTERVAL_NANOS, this::look);
    }

    private void look() {
        long nowNanos = node.nowNanos();
        if (nowNanos - lookedNanos > INTERVAL_NANOS + LATE_NANOS) {
            BackendProbe.PAUSE_NOTICED_AND_CLIENTS_SPARED.hit();
            // Calls that were sent before the pause may still wait at the door: their clients are not idle (I8).
            forgetFromNanos = nowNanos + IDLE_NANOS;
        }
        lookedNanos = nowNanos;
        for (PartitionReplica replica : replicas.all()) {
            replica.trim();
            if (nowNanos - forgetFromNanos >= 0) {
                replica.forgetIdleClients(nowNanos - IDLE_NANOS);
            }
        }
        node.after(INTERVAL_NANOS, this::look);
    }
}
