package io.binstore.simulation.check;

import io.binstore.protocol.model.Partitioning;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Operation;
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.operation.Result;
import io.binstore.simulation.history.CallRecord;
import io.binstore.simulation.history.History;
import io.binstore.simulation.world.Violation;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Writes a history by hand: {@code begin} and {@code end} pair up first in, first out; a line alone is both at once. */
final class Script {

    private static final Utf8 BIN = Utf8.of("b");

    private final History history = new History();
    private boolean copies;
    private final Deque<CallRecord> open = new ArrayDeque<>();

    static Operation set(String key, String value) {
        return new Mutation.Set(BIN, Utf8.of(key), Utf8.of(value));
    }

    static Operation append(String key, String value) {
        return new Mutation.ListAppend(BIN, Utf8.of(key), Utf8.of(value));
    }

    static Operation remove(String key, String value) {
        return new Mutation.ListRemove(BIN, Utf8.of(key), Utf8.of(value));
    }

    static Operation get(String key) {
        return new Read.Get(BIN, Utf8.of(key));
    }

    static Operation list(String key) {
        return new Read.ListGet(BIN, Utf8.of(key));
    }

    static Operation keys(String prefix, String suffix) {
        return new Read.Keys(BIN, Utf8.of(prefix), Utf8.of(suffix), null, 0);
    }

    static Operation page(@Nullable String after, int limit) {
        return new Read.Keys(BIN, Utf8.EMPTY, Utf8.EMPTY, after == null ? null : Utf8.of(after),
                limit);
    }

    static Operation listKeys() {
        return new Read.ListKeys(BIN, Utf8.EMPTY, Utf8.EMPTY, null, 0);
    }

    static Operation clock(long atLeast) {
        return new Mutation.Clock(BIN, atLeast);
    }

    static Result done() {
        return Result.Done.DONE;
    }

    static Result value(@Nullable String value) {
        return new Result.Value(value == null ? null : Utf8.of(value));
    }

    static Result items(String... items) {
        return new Result.Items(Arrays.stream(items).map(Utf8::of).toList());
    }

    static Result removed(long count) {
        return new Result.Removed(count);
    }

    static Result found(String... keys) {
        return new Result.Keys(Arrays.stream(keys).map(Utf8::of).toList(), null);
    }

    static Result foundMore(String... keys) {
        return new Result.Keys(Arrays.stream(keys).map(Utf8::of).toList(),
                Utf8.of(keys[keys.length - 1]));
    }

    static Result tick(long clock) {
        return new Result.ClockValue(clock);
    }

    static Result unknown() {
        return new Result.Refused(Result.Reason.OUTCOME_UNKNOWN, "");
    }

    static Result full() {
        return new Result.Refused(Result.Reason.FULL, "");
    }

    Script onRepeatingNetwork() {
        copies = true;
        return this;
    }

    Script call(Operation operation, Result result) {
        history.complete(history.invoke("c", operation, 0), result, 0);
        return this;
    }

    Script begin(Operation operation) {
        open.addLast(history.invoke("c", operation, 0));
        return this;
    }

    Script end(Result result) {
        history.complete(open.removeFirst(), result, 0);
        return this;
    }

    /** All is lost but what these did, and the partition goes on with that. */
    Script lose(Operation... surviving) {
        return beginLoss(surviving).endLoss();
    }

    Script beginLoss(Operation... surviving) {
        history.lose(0, Arrays.stream(surviving).map(Mutation.class::cast).toList());
        return this;
    }

    Script endLoss() {
        history.begun(0);
        return this;
    }

    Script echo(Operation operation) {
        history.echo((Mutation) operation, history.next());
        return this;
    }

    @Nullable
    Violation judged() {
        return new HistoryCheck(history, new Partitioning(1), copies).violation();
    }
}
