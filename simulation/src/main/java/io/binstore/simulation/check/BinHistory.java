package io.binstore.simulation.check;

import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Operation;
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.operation.Result;
import io.binstore.simulation.history.CallRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The calls on one bin in the small numbers of the model.
 *
 * <p>
 * Left out, because they say nothing of the content: clock calls, reads without an answer, calls refused before they did
 * anything.
 */
final class BinHistory {

    /** Stands for a value or key that nobody ever wrote: it fits no state. */
    private static final int NEVER_WRITTEN = -2;

    private final List<Utf8> keys;
    private final Map<Utf8, Integer> keyNumbers = new HashMap<>();
    private final Map<Utf8, Integer> valueNumbers = new HashMap<>();

    BinHistory(List<CallRecord> calls) {
        TreeSet<Utf8> names = new TreeSet<>();
        for (CallRecord call : calls) {
            Utf8 key = keyOf(call.operation());
            if (key != null) {
                names.add(key);
            }
            number(call.operation());
        }
        this.keys = List.copyOf(names);
        for (int i = 0; i < keys.size(); i++) {
            keyNumbers.put(keys.get(i), i);
        }
    }

    BinModel model() {
        return new BinModel(keys.size());
    }

    /** @param copies whether a copy of a refused mutation may still take effect */
    List<Timed<BinOperation>> timed(List<CallRecord> calls, boolean copies) {
        List<Timed<BinOperation>> timed = new ArrayList<>();
        for (CallRecord call : calls) {
            boolean unknown = call.unknown() || copies && call.refused();
            if (call.refused() && !copies || unknown && call.operation() instanceof Read) {
                continue;
            }
            BinOperation operation = translate(call.operation(), unknown ? null : call.result());
            if (operation != null) {
                timed.add(unknown ? Timed.unknown(operation, call.invokeOrder())
                        : Timed.known(operation, call.invokeOrder(), call.returnOrder()));
            }
        }
        return timed;
    }

    /** @param result null if nobody heard it */
    @Nullable
    BinOperation translate(Operation operation, @Nullable Result result) {
        return switch (operation) {
            case Mutation.Set set -> new BinOperation.SetValue(key(set.key()), value(set.value()));
            case Mutation.ListAppend append ->
                    new BinOperation.Append(key(append.key()), item(append.value()));
            case Mutation.ListRemove remove ->
                    new BinOperation.Remove(key(remove.key()), item(remove.value()),
                            result instanceof Result.Removed removed ? removed.count()
                                    : BinOperation.UNHEARD);
            case Read.Get get when result instanceof Result.Value found ->
                    new BinOperation.Get(key(get.key()),
                            found.value() == null ? 0 : heard(found.value()));
            case Read.ListGet list when result instanceof Result.Items found ->
                    new BinOperation.ListGet(
                            key(list.key()), found.items().stream().mapToInt(this::item).toArray());
            case Read.Keys scan when result instanceof Result.Keys found ->
                    new BinOperation.Scan(false,
                            matching(scan.prefix(), scan.suffix(), scan.after()), scan.limit(),
                            found(found),
                            found.next() != null);
            case Read.ListKeys scan when result instanceof Result.Keys found ->
                    new BinOperation.Scan(true,
                            matching(scan.prefix(), scan.suffix(), scan.after()), scan.limit(),
                            found(found),
                            found.next() != null);
            case Mutation.Clock clock -> null;
            case Mutation.Claim claim -> null;
            case Mutation.Forget forget -> null;
            default ->
                    throw new IllegalStateException(operation + " cannot be answered by " + result);
        };
    }

    private int[] matching(Utf8 prefix, Utf8 suffix, @Nullable Utf8 after) {
        return keys.stream().filter(key -> key.startsWith(prefix) && key.endsWith(suffix))
                .filter(key -> after == null || key.compareTo(after) > 0).mapToInt(this::key)
                .toArray();
    }

    private int[] found(Result.Keys result) {
        return result.keys().stream().mapToInt(this::key).toArray();
    }

    private int key(Utf8 key) {
        return keyNumbers.getOrDefault(key, NEVER_WRITTEN);
    }

    /** The empty value is none. */
    private int value(Utf8 value) {
        return value.isEmpty() ? 0 : item(value);
    }

    /** The empty value is never answered. */
    private int heard(Utf8 value) {
        return value.isEmpty() ? NEVER_WRITTEN : item(value);
    }

    private int item(Utf8 value) {
        return valueNumbers.getOrDefault(value, NEVER_WRITTEN);
    }

    private void number(Operation operation) {
        Utf8 value = switch (operation) {
            case Mutation.Set set -> set.value();
            case Mutation.ListAppend append -> append.value();
            case Mutation.ListRemove remove -> remove.value();
            default -> null;
        };
        if (value != null) {
            valueNumbers.putIfAbsent(value, valueNumbers.size() + 1);
        }
    }

    private static @Nullable Utf8 keyOf(Operation operation) {
        return switch (operation) {
            case Mutation.Set set -> set.key();
            case Mutation.ListAppend append -> append.key();
            case Mutation.ListRemove remove -> remove.key();
            case Read.Get get -> get.key();
            case Read.ListGet list -> list.key();
            default -> null;
        };
    }
}
