package io.binstore.client;

import io.binstore.client.core.ClientCore;
import io.binstore.client.core.ClientSettings;
import io.binstore.client.netty.NettyLoop;
import io.binstore.client.netty.NettyTransport;
import io.binstore.client.netty.SecureRandomness;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Operation;
import io.binstore.protocol.operation.Result;
import io.binstore.protocol.operation.Result.Reason;
import io.binstore.protocol.operation.Result.Refused;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Takes calls from any thread to the client's loop, and their results back. */
final class Caller implements AutoCloseable {

    /** Calls between two threads: on their way to the core, in it, or on their way back (I11). */
    private static final int UNDER_WAY_MAX = ClientSettings.OPEN_CALLS_MAX_DEFAULT
            + ClientSettings.WAITING_CALLS_MAX_DEFAULT;

    private final long deadlineNanos;
    private final Executor callbacks;
    private final NettyLoop loop;
    private final NettyTransport transport;
    private final ClientCore core;
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean closed;

    Caller(ClientSettings settings, long deadlineNanos, Executor callbacks) {
        this.deadlineNanos = deadlineNanos;
        this.callbacks = callbacks;
        this.loop = new NettyLoop("binstore-client");
        this.transport = new NettyTransport(loop);
        this.core = new ClientCore(settings, loop, loop, new SecureRandomness(), transport);
    }

    /** Carries a call out and waits for its result. */
    Result await(Operation operation) {
        checkMayWait();
        Waiter<Result> waiter = new Waiter<>(deadlineNanos);
        start(operation, waiter);
        Result result = waiter.await(operation instanceof Mutation);
        if (result instanceof Refused refused) {
            throw Answers.exception(refused);
        }
        return result;
    }

    /** Carries calls out together and waits for all their results. */
    List<Result> awaitAll(List<Operation> operations) {
        checkMayWait();
        Waiter<List<Result>> waiter = new Waiter<>(deadlineNanos);
        startAll(operations, waiter, Runnable::run);
        return waiter.await(operations.stream().anyMatch(each -> each instanceof Mutation));
    }

    private void checkMayWait() {
        if (loop.inLoop()) {
            throw new IllegalStateException(
                    "a blocking call on the client's event loop would wait for itself");
        }
    }

    /** Carries calls out together and completes a future on the callback executor when all are answered. */
    <T extends @Nullable Object> CompletableFuture<T> futureOfAll(List<Operation> operations,
            Function<List<Result>, T> answer) {
        CompletableFuture<T> future = new CompletableFuture<>();
        startAll(operations, results -> {
            try {
                future.complete(answer.apply(results));
            } catch (BinStoreException e) {
                future.completeExceptionally(e);
            }
        }, callbacks);
        return future;
    }

    /** Carries a call out and completes a future on the callback executor. */
    <T extends @Nullable Object> CompletableFuture<T> future(Operation operation,
            Function<Result, T> answer) {
        CompletableFuture<T> future = new CompletableFuture<>();
        start(operation, result -> {
            if (result instanceof Refused refused) {
                future.completeExceptionally(Answers.exception(refused));
            } else {
                future.complete(answer.apply(result));
            }
        }, callbacks);
        return future;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            loop.execute(() -> {
                core.close();
                transport.close();
            });
        } finally {
            loop.close();
        }
    }

    private void start(Operation operation, Consumer<Result> then) {
        start(operation, then, Runnable::run);
    }

    private void start(Operation operation, Consumer<Result> then, Executor deliverer) {
        if (closed) {
            throw new IllegalStateException("the client is closed");
        }
        if (underWay.incrementAndGet() > UNDER_WAY_MAX) {
            underWay.decrementAndGet();
            then.accept(new Refused(Reason.BUSY, "too many calls are under way; nothing was done"));
            return;
        }
        loop.execute(() -> core.execute(operation, deadlineNanos,
                result -> deliver(1, result, then, deliverer)));
    }

    private void startAll(List<Operation> operations, Consumer<List<Result>> then,
            Executor deliverer) {
        if (closed) {
            throw new IllegalStateException("the client is closed");
        }
        int size = operations.size();
        if (size == 0) {
            deliver(0, List.of(), then, deliverer);
            return;
        }
        if (underWay.addAndGet(size) > UNDER_WAY_MAX) {
            underWay.addAndGet(-size);
            Result busy =
                    new Refused(Reason.BUSY, "too many calls are under way; nothing was done");
            deliver(0, Collections.nCopies(size, busy), then, deliverer);
            return;
        }
        Gathering gathering =
                new Gathering(size, results -> deliver(size, results, then, deliverer));
        loop.execute(() -> {
            for (int i = 0; i < size; i++) {
                int index = i;
                core.execute(operations.get(i), deadlineNanos,
                        result -> gathering.answered(index, result));
            }
        });
    }

    private <T> void deliver(int calls, T result, Consumer<T> then, Executor deliverer) {
        Runnable delivery = () -> {
            underWay.addAndGet(-calls);
            then.accept(result);
        };
        try {
            deliverer.execute(delivery);
        } catch (RejectedExecutionException e) {
            // The executor is shut down or full, and a result must not get lost.
            delivery.run();
        }
    }
}
