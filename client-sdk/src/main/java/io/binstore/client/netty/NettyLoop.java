package io.binstore.client.netty;

import io.binstore.protocol.runtime.Ticker;
import io.binstore.protocol.runtime.Timers;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread on which a node lives: its time, its timers, and the turns that other threads ask for.
 * Internal.
 *
 * <p>
 * A task that throws ends its own turn only; the error is logged, since it means a defect.
 */
public final class NettyLoop implements Ticker, Timers, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NettyLoop.class);
    private static final long CLOSE_SECONDS = 2;

    private final String name;
    private final EventLoop loop;

    /** @param name what the thread is called; it is a daemon */
    public NettyLoop(String name) {
        this.name = name;
        this.loop = new RestingLoop(new DefaultThreadFactory(name, true));
    }

    public String name() {
        return name;
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Cancellable after(long delayNanos, Runnable task) {
        Runnable guarded = () -> run(task);
        try {
            if (delayNanos <= 0) {
                // Nobody calls off what runs at the end of this turn, but it must be possible.
                OneShot shot = new OneShot(guarded);
                loop.execute(shot);
                return shot;
            }
            Future<?> future = loop.schedule(guarded, delayNanos, TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException e) {
            // The loop is closed, and with it everything a timer could be for.
            return () -> {
            };
        }
    }

    /**
     * Runs a task on the loop, soon; callable from any thread.
     *
     * @throws IllegalStateException if the loop is closed
     */
    public void execute(Runnable task) {
        try {
            loop.execute(() -> run(task));
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("the loop " + name + " is closed", e);
        }
    }

    /** Whether the calling thread is the loop's own, which must never block. */
    public boolean inLoop() {
        return loop.inEventLoop();
    }

    /**
     * Ends the thread, after what has been asked of it before; waits for that unless called on the
     * loop.
     */
    @Override
    public void close() {
        Future<?> closed = loop.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS);
        if (!inLoop()) {
            closed.awaitUninterruptibly(2 * CLOSE_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Has this loop do a channel's work; callable from any thread. */
    public ChannelFuture register(Channel channel) {
        return loop.register(channel);
    }

    EventLoop eventLoop() {
        return loop;
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("a turn on {} ended by a defect", name, e);
        }
    }

    /**
     * Rests until a timer is due. The handler rounds to the nearest millisecond, and would poll without a rest for the
     * half millisecond before a timer; so it is told half a millisecond more, and timers run up to one late.
     */
    private static final class RestingLoop extends SingleThreadIoEventLoop {

        private static final long HALF_MILLISECOND_NANOS = 500_000;

        RestingLoop(ThreadFactory threads) {
            super(null, threads, NioIoHandler.newFactory());
        }

        @Override
        protected long delayNanos(long currentTimeNanos) {
            long delayNanos = super.delayNanos(currentTimeNanos);
            return delayNanos > 0 ? delayNanos + HALF_MILLISECOND_NANOS : delayNanos;
        }
    }

    /** A task that may be called off before its turn. */
    private static final class OneShot implements Runnable, Cancellable {

        private final Runnable task;
        private boolean cancelled;

        OneShot(Runnable task) {
            this.task = task;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public void run() {
            if (!cancelled) {
                task.run();
            }
        }
    }
}
