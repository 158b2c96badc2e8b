package io.binstore.client;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A bin whose calls wait for their answers. */
final class BlockingBin implements Bin {

    private final String name;
    private final Operations operations;
    private final Caller caller;

    BlockingBin(String name, Caller caller) {
        this.name = name;
        this.operations = new Operations(name);
        this.caller = caller;
    }

    @Override
    public String name() {
        return name;
    }

    boolean isOf(Caller other) {
        return caller == other;
    }

    Operations operations() {
        return operations;
    }

    @Override
    public AsyncBin async() {
        return new FutureBin(name, operations, caller);
    }

    @Override
    public Batch batch() {
        return new CollectedBatch(operations, caller);
    }

    @Override
    public Optional<String> get(String key) {
        return Answers.value(caller.await(operations.get(key)));
    }

    @Override
    public void set(String key, String value) {
        caller.await(operations.set(key, value));
    }

    @Override
    public void delete(String key) {
        caller.await(operations.delete(key));
    }

    @Override
    public List<String> keys() {
        return keys("", "");
    }

    @Override
    public List<String> keys(String prefix, String suffix) {
        return Answers.keys(caller.await(operations.keys(prefix, suffix)));
    }

    @Override
    public KeyPage keys(String prefix, String suffix, @Nullable String after, int limit) {
        return Answers.page(caller.await(operations.keys(prefix, suffix, after, limit)));
    }

    @Override
    public List<String> listGet(String key) {
        return Answers.items(caller.await(operations.listGet(key)));
    }

    @Override
    public void listAppend(String key, String value) {
        caller.await(operations.listAppend(key, value));
    }

    @Override
    public long listRemove(String key, String value) {
        return Answers.removed(caller.await(operations.listRemove(key, value)));
    }

    @Override
    public List<String> listKeys() {
        return listKeys("", "");
    }

    @Override
    public List<String> listKeys(String prefix, String suffix) {
        return Answers.keys(caller.await(operations.listKeys(prefix, suffix)));
    }

    @Override
    public KeyPage listKeys(String prefix, String suffix, @Nullable String after, int limit) {
        return Answers.page(caller.await(operations.listKeys(prefix, suffix, after, limit)));
    }

    @Override
    public long clock() {
        return clock(0);
    }

    @Override
    public long clock(long atLeast) {
        return Answers.clock(caller.await(operations.clock(atLeast)));
    }
}
