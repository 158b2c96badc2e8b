package io.binstore.protocol.runtime;

/** Runs tasks later, on the loop of the node that asked. */
@FunctionalInterface
public interface Timers {

    /** Runs the task once, not before the delay is over; a delay of 0 puts it behind what already waits. */
    Cancellable after(long delayNanos, Runnable task);

    /** A task that may be called off. */
    @FunctionalInterface
    interface Cancellable {

        /** Has no effect on a task that ran already. */
        void cancel();
    }
}
