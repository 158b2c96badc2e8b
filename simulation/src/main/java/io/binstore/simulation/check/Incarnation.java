package io.binstore.simulation.check;

import io.binstore.protocol.model.View;
import io.binstore.simulation.world.Process;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What the checkers know of one incarnation of a backend. */
final class Incarnation {

    final long id;
    final Process process;
    final TreeMap<Integer, ReplicaLog> logs = new TreeMap<>();
    long cluster;
    long epoch;
    private final List<View> accepted = new ArrayList<>();
    private long endedNanos = Long.MAX_VALUE;

    Incarnation(long id, Process process) {
        this.id = id;
        this.process = process;
    }

    void reset(long nowNanos) {
        endedNanos = nowNanos;
    }

    /** A paused one is alive. */
    boolean alive() {
        return aliveAt(process.world().nowNanos());
    }

    boolean aliveAt(long nanos) {
        return nanos < endedNanos && nanos < process.diedNanos();
    }

    void accepted(View view) {
        accepted.add(view);
    }

    /** The views that it has accepted, oldest first. */
    List<View> accepted() {
        return accepted;
    }

    @Override
    public String toString() {
        return process.name() + "/" + Long.toHexString(id);
    }
}
