package io.binstore.backend.http;

import io.binstore.protocol.message.Request;
import io.binstore.protocol.runtime.Timers;
import io.binstore.protocol.runtime.Transport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The turns of a node, one at a time: its loop takes them, and between two of them any other thread may have a look of its
 * own. To be handed over to the loop and back costs a thread more than a short look does.
 *
 * <p>
 * The node's timers and its transport are these, so that whatever calls it back is a turn too.
 */
public final class Turns implements Timers, Transport {

    private final Timers timers;
    private final Transport transport;
    private final ReentrantLock turn = new ReentrantLock();

    public Turns(Timers timers, Transport transport) {
        this.timers = timers;
        this.transport = transport;
    }

    /** Takes a turn, after whoever has one. */
    public void take(Runnable task) {
        turn.lock();
        try {
            task.run();
        } finally {
            turn.unlock();
        }
    }

    /** What a look that neither waits nor takes long sees now, or null if somebody else has the turn. */
    public <T> @Nullable T lookBetween(Supplier<@Nullable T> look) {
        if (!turn.tryLock()) {
            return null;
        }
        try {
            return look.get();
        } finally {
            turn.unlock();
        }
    }

    @Override
    public Cancellable after(long delayNanos, Runnable task) {
        return timers.after(delayNanos, () -> take(task));
    }

    @Override
    public void call(String address, Request request, long timeoutNanos, Consumer<Outcome> then) {
        transport.call(address, request, timeoutNanos, outcome -> take(() -> then.accept(outcome)));
    }
}
