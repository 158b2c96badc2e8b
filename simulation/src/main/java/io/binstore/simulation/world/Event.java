package io.binstore.simulation.world;

import io.binstore.protocol.runtime.Timers.Cancellable;
import org.jspecify.annotations.Nullable;

/** Something that is going to happen at a moment of virtual time, to a process or to the world. */
final class Event implements Comparable<Event>, Cancellable {

    final long timeNanos;
    final long sequence;
    final @Nullable Process owner;
    private @Nullable Runnable task;

    Event(long timeNanos, long sequence, @Nullable Process owner, Runnable task) {
        this.timeNanos = timeNanos;
        this.sequence = sequence;
        this.owner = owner;
        this.task = task;
    }

    /** The task, once; null if it was called off. */
    @Nullable
    Runnable take() {
        Runnable taken = task;
        task = null;
        return taken;
    }

    boolean cancelled() {
        return task == null;
    }

    @Override
    public void cancel() {
        task = null;
    }

    @Override
    public int compareTo(Event other) {
        int byTime = Long.compare(timeNanos, other.timeNanos);
        return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }
}
