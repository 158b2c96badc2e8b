package io.binstore.keeper.node;

import io.binstore.protocol.runtime.Ticker;
import io.binstore.protocol.runtime.Timers;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread a keeper lives on, with its clock and its timers.
 *
 * <p>
 * A task that fails, by a broken invariant too, is logged and ends; the loop goes on with the next
 * one. After {@link #close()} tasks are dropped.
 */
public final class KeeperLoop implements Ticker, Timers, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(KeeperLoop.class);

    private final ScheduledThreadPoolExecutor executor;

    public KeeperLoop() {
        executor = new ScheduledThreadPoolExecutor(1,
                Thread.ofPlatform().name("keeper-loop").daemon().factory(),
                new ThreadPoolExecutor.DiscardPolicy());
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    /** Runs the task behind what already waits. */
    public void execute(Runnable task) {
        executor.execute(guarded(task));
    }

    @Override
    public Cancellable after(long delayNanos, Runnable task) {
        Future<?> scheduled = executor.schedule(guarded(task), delayNanos, TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (Throwable e) {
                log.error("a turn of the keeper failed", e);
            }
        };
    }
}
