package io.binstore.client;

import io.binstore.protocol.operation.Operation;
import io.binstore.protocol.operation.Result;
import io.binstore.protocol.operation.Result.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A batch as it is seen by calls on one bin. */
final class CollectedBatch implements Batch {

    private final Operations operations;
    private final Calls calls;

    CollectedBatch(Operations operations, Caller caller) {
        this(operations, new Calls(caller));
    }

    private CollectedBatch(Operations operations, Calls calls) {
        this.operations = operations;
        this.calls = calls;
    }

    @Override
    public Batch on(Bin bin) {
        if (bin instanceof BlockingBin other && other.isOf(calls.caller)) {
            return new CollectedBatch(other.operations(), calls);
        }
        throw new IllegalArgumentException("not a bin of the same client: " + bin.name());
    }

    @Override
    public Answer<Optional<String>> get(String key) {
        return calls.add(operations.get(key), Answers::value);
    }

    @Override
    public Answer<@Nullable Void> set(String key, String value) {
        return calls.add(operations.set(key, value), Answers::nothing);
    }

    @Override
    public Answer<@Nullable Void> delete(String key) {
        return calls.add(operations.delete(key), Answers::nothing);
    }

    @Override
    public Answer<List<String>> keys(String prefix, String suffix) {
        return calls.add(operations.keys(prefix, suffix), Answers::keys);
    }

    @Override
    public Answer<List<String>> listGet(String key) {
        return calls.add(operations.listGet(key), Answers::items);
    }

    @Override
    public Answer<@Nullable Void> listAppend(String key, String value) {
        return calls.add(operations.listAppend(key, value), Answers::nothing);
    }

    @Override
    public Answer<Long> listRemove(String key, String value) {
        return calls.add(operations.listRemove(key, value), Answers::removed);
    }

    @Override
    public Answer<List<String>> listKeys(String prefix, String suffix) {
        return calls.add(operations.listKeys(prefix, suffix), Answers::keys);
    }

    @Override
    public Answer<Long> clock(long atLeast) {
        return calls.add(operations.clock(atLeast), Answers::clock);
    }

    @Override
    public int size() {
        return calls.collected.size();
    }

    @Override
    public void run() {
        calls.run();
    }

    @Override
    public CompletableFuture<@Nullable Void> runAsync() {
        return calls.runAsync();
    }

    /** The calls, in their order, and their results once they have run. */
    private static final class Calls {

        private final Caller caller;
        private final List<Operation> collected = new ArrayList<>();
        private boolean started;
        /** Written by the thread that hears of the end, before whoever waits for it does. */
        private volatile @Nullable List<Result> results;

        Calls(Caller caller) {
            this.caller = caller;
        }

        void run() {
            start();
            ended(caller.awaitAll(collected));
        }

        CompletableFuture<@Nullable Void> runAsync() {
            start();
            return caller.futureOfAll(collected, this::ended);
        }

        private void start() {
            if (started) {
                throw new IllegalStateException("a batch runs once");
            }
            started = true;
        }

        private @Nullable Void ended(List<Result> all) {
            results = all;
            for (Result result : all) {
                if (result instanceof Refused refused) {
                    throw Answers.exception(refused);
                }
            }
            return null;
        }

        <T extends @Nullable Object> Answer<T> add(Operation operation,
                Function<Result, T> answer) {
            if (started || collected.size() == SIZE_MAX) {
                throw new IllegalStateException(started ? "the batch has been run"
                        : "a batch has at most " + SIZE_MAX + " calls");
            }
            int index = collected.size();
            collected.add(operation);
            return () -> answer.apply(result(index));
        }

        private Result result(int index) {
            List<Result> all = results;
            if (all == null) {
                throw new IllegalStateException("the batch has not been answered yet");
            }
            if (all.get(index) instanceof Refused refused) {
                throw Answers.exception(refused);
            }
            return all.get(index);
        }
    }
}
