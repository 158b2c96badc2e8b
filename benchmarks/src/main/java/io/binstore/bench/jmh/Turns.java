package io.binstore.bench.jmh;

import io.binstore.protocol.runtime.Timers;
import java.util.ArrayDeque;
import java.util.Queue;

/** A loop without a thread: what is due at once runs when asked for, anything later never does. */
final class Turns implements Timers {

    private static final Cancellable DONE = () -> {
    };

    private final Queue<Runnable> due = new ArrayDeque<>();

    @Override
    public Cancellable after(long delayNanos, Runnable task) {
        if (delayNanos == 0) {
            due.add(task);
        }
        return DONE;
    }

    /** Runs until nothing is left. */
    void run() {
        for (Runnable task = due.poll(); task != null; task = due.poll()) {
            task.run();
        }
    }
}
