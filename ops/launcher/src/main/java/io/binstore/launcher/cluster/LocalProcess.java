package io.binstore.launcher.cluster;

import java.time.Duration;

/**
 * A process of the cluster, known by pid and start time, so that it is never confused with a later process that got its
 * pid.
 */
public record LocalProcess(Name name, long pid, String started) {

    public boolean isRunning() {
        ProcessTable.Entry entry = ProcessTable.find(pid);
        return entry != null && entry.started().equals(started);
    }

    public boolean isPaused() {
        ProcessTable.Entry entry = ProcessTable.find(pid);
        return entry != null && entry.started().equals(started) && entry.paused();
    }

    void signal(Signal signal) {
        if (isRunning()) {
            signal.send(pid);
        }
    }

    /** @return whether it is gone by then */
    boolean awaitExit(Duration patience) {
        return Wait.atMost(patience).until(() -> !isRunning());
    }
}
