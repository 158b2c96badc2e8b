package io.binstore.backend.http;

import io.binstore.protocol.message.Request;
import io.binstore.protocol.runtime.Invariants;
import io.binstore.protocol.runtime.Ticker;
import io.binstore.protocol.runtime.Timers;
import io.binstore.protocol.runtime.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The turns of a node, one at a time: its loop takes them, and between two of them any other thread may have a look of its
 * own. To be handed over to the loop and back costs a thread more than a short look does.
 *
 * <p>
 * The node's clock, its timers and its transport are these, so that whatever calls it back is a turn too.
 */
public final class Turns implements Ticker, Timers, Transport {

    private static final int SPINS_MAX = 1_000;

    private final Ticker ticker;
    private final Timers timers;
    private final Transport transport;
    private final ReentrantLock turn = new ReentrantLock();

    public Turns(Ticker ticker, Timers timers, Transport transport) {
        this.ticker = ticker;
        this.timers = timers;
        this.transport = transport;
    }

    /** Takes a turn, after whoever has one: a look is over before it would be worth while to rest. */
    public void take(Runnable task) {
        for (int i = 0; i < SPINS_MAX && !turn.tryLock(); i++) {
            Thread.onSpinWait();
        }
        if (!turn.isHeldByCurrentThread()) {
            turn.lock();
        }
        try {
            task.run();
        } finally {
            turn.unlock();
        }
    }

    /** Takes a turn that answers something. */
    public <T> T ask(Supplier<T> task) {
        List<T> answer = new ArrayList<>(1);
        take(() -> answer.add(task.get()));
        return answer.get(0);
    }

    /** What a look that neither waits nor takes long sees now, or null if somebody else has the turn. */
    public <T> @Nullable T lookBetween(Supplier<@Nullable T> look) {
        if (turn.hasQueuedThreads() || !turn.tryLock()) {
            return null;
        }
        try {
            return look.get();
        } finally {
            turn.unlock();
        }
    }

    /** Whoever lives by turns looks at the clock in one of them. */
    @Override
    public long nanos() {
        Invariants.check(turn.isHeldByCurrentThread(), "a node does nothing but in its turns");
        return ticker.nanos();
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
