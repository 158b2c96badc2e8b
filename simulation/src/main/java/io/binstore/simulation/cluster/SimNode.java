package io.binstore.simulation.cluster;

import io.binstore.simulation.world.Process;
import org.jspecify.annotations.Nullable;

/** A host on which one program runs, is killed, is started again. */
public abstract class SimNode {

    private final Ground ground;
    private final String host;
    private int runs;
    private @Nullable Process process;

    SimNode(Ground ground, String host) {
        this.ground = ground;
        this.host = host;
    }

    /** Starts a new, empty run of the program, unless one is there. */
    public void start() {
        if (!up()) {
            Process next = ground.process(host, runs++);
            process = next;
            ground.world().trace().note(next.name(), () -> "started");
            boot(next);
        }
    }

    /** Builds the program in its new process and has it begin. */
    abstract void boot(Process next);

    public void kill() {
        if (process != null) {
            process.kill();
        }
    }

    /** A new run takes the place of the old one before anybody can notice a gap. */
    public void restartAtOnce() {
        kill();
        start();
    }

    public void pause() {
        if (process != null) {
            process.pause();
        }
    }

    public void resume() {
        if (process != null) {
            process.resume();
        }
    }

    /** Whether a process is there, be it paused. */
    public boolean up() {
        return process != null && !process.dead();
    }

    public boolean running() {
        return process != null && process.running();
    }

    /** Has the program's loop do something, if it is there to do it. */
    final void soon(Runnable task) {
        if (process != null) {
            process.soon(0, task);
        }
    }

    public String host() {
        return host;
    }

    Ground ground() {
        return ground;
    }

    @Override
    public String toString() {
        return host;
    }
}
