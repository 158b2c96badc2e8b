package io.binstore.bench.jmh;

import io.binstore.protocol.message.Call;
import io.binstore.protocol.message.Entry;
import io.binstore.protocol.message.OpsRequest;
import io.binstore.protocol.model.ClientId;
import io.binstore.protocol.model.RequestId;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Operation;
import io.binstore.protocol.operation.Read;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Keys, values and messages as a usual load has them. */
public final class Samples {

    /** A power of two, so that a counter finds its key by a mask. */
    public static final int KEYS = 8_192;

    static final ClientId CLIENT = new ClientId(0x1234_5678_9abc_def0L, 0x0fed_cba9_8765_4321L);

    private static final int BINS = 256;
    private static final int VALUE_BYTES = 100;

    private static final Utf8 VALUE = Utf8.of("v".repeat(VALUE_BYTES));

    private Samples() {
    }

    public static Mutation[] sets() {
        Mutation[] sets = new Mutation[KEYS];
        for (int i = 0; i < KEYS; i++) {
            sets[i] = set(i);
        }
        return sets;
    }

    static Mutation set(int number) {
        return new Mutation.Set(bin(number), key(number), VALUE);
    }

    static Read get(int number) {
        return new Read.Get(bin(number), key(number));
    }

    public static Utf8 value() {
        return VALUE;
    }

    static Utf8 bin(int number) {
        return Utf8.of("bin-" + number % BINS);
    }

    static Utf8 key(int number) {
        return Utf8.of("key-" + number);
    }

    static OpsRequest request(int calls, IntFunction<Operation> operation) {
        List<Call> list = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            Operation each = operation.apply(i);
            list.add(new Call(each instanceof Mutation ? 1_000_000 + i : 0, each));
        }
        return new OpsRequest(CLIENT, 1_000_000, 300, list);
    }

    static List<Entry> entries(int count) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(new Entry(500_000 + i, new RequestId(CLIENT, 1_000_000 + i, 1_000_000),
                    set(i)));
        }
        return entries;
    }
}
