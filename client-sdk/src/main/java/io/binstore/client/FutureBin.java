package io.binstore.client;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A bin whose calls answer with futures. */
final class FutureBin implements AsyncBin {

    private final String name;
    private final Operations operations;
    private final Caller caller;

    FutureBin(String name, Operations operations, Caller caller) {
        this.name = name;
        this.operations = operations;
        this.caller = caller;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Batch batch() {
        return new CollectedBatch(operations, caller);
    }

    @Override
    public CompletableFuture<Optional<String>> get(String key) {
        return caller.future(operations.get(key), Answers::value);
    }

    @Override
    public CompletableFuture<@Nullable Void> set(String key, String value) {
        return caller.future(operations.set(key, value), Answers::nothing);
    }

    @Override
    public CompletableFuture<@Nullable Void> delete(String key) {
        return caller.future(operations.delete(key), Answers::nothing);
    }

    @Override
    public CompletableFuture<List<String>> keys() {
        return keys("", "");
    }

    @Override
    public CompletableFuture<List<String>> keys(String prefix, String suffix) {
        return caller.future(operations.keys(prefix, suffix), Answers::keys);
    }

    @Override
    public CompletableFuture<KeyPage> keys(String prefix, String suffix, @Nullable String after,
            int limit) {
        return caller.future(operations.keys(prefix, suffix, after, limit), Answers::page);
    }

    @Override
    public CompletableFuture<List<String>> listGet(String key) {
        return caller.future(operations.listGet(key), Answers::items);
    }

    @Override
    public CompletableFuture<@Nullable Void> listAppend(String key, String value) {
        return caller.future(operations.listAppend(key, value), Answers::nothing);
    }

    @Override
    public CompletableFuture<Long> listRemove(String key, String value) {
        return caller.future(operations.listRemove(key, value), Answers::removed);
    }

    @Override
    public CompletableFuture<List<String>> listKeys() {
        return listKeys("", "");
    }

    @Override
    public CompletableFuture<List<String>> listKeys(String prefix, String suffix) {
        return caller.future(operations.listKeys(prefix, suffix), Answers::keys);
    }

    @Override
    public CompletableFuture<KeyPage> listKeys(String prefix, String suffix, @Nullable String after,
            int limit) {
        return caller.future(operations.listKeys(prefix, suffix, after, limit), Answers::page);
    }

    @Override
    public CompletableFuture<Long> clock() {
        return clock(0);
    }

    @Override
    public CompletableFuture<Long> clock(long atLeast) {
        return caller.future(operations.clock(atLeast), Answers::clock);
    }
}
