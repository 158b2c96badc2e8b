package io.binstore.simulation.check;

import io.binstore.simulation.world.Process;
import java.util.TreeMap;

/** What the checkers know of one incarnation of a backend. */
final class Incarnation {

    final long id;
    final Process process;
    final TreeMap<Integer, ReplicaLog> logs = new TreeMap<>();
    long cluster;
    long epoch;
    private boolean reset;

    Incarnation(long id, Process process) {
        this.id = id;
        this.process = process;
    }

    void reset() {
        reset = true;
    }

    /** A paused one is alive. */
    boolean alive() {
        return !reset && !process.dead();
    }

    @Override
    public String toString() {
        return process.name() + "/" + Long.toHexString(id);
    }
}
