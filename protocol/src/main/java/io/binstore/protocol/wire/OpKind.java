package io.binstore.protocol.wire;

import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Operation;
import io.binstore.protocol.operation.Read;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The operations of {@code POST /v1/ops} by name, with the fields that they take. */
enum OpKind {

    GET("get", Read.Get.class, OpFields.BIN | OpFields.KEY, 0, in -> new Read.Get(in.bin, in.key)),

    SET("set", Mutation.Set.class, OpFields.BIN | OpFields.KEY | OpFields.VALUE, 0,
            in -> new Mutation.Set(in.bin, in.key, in.value)),

    KEYS("keys", Read.Keys.class, OpFields.BIN, OpKind.PAGING,
            in -> new Read.Keys(in.bin, in.prefix, in.suffix, in.after, in.limit)),

    LIST_GET("listGet", Read.ListGet.class, OpFields.BIN | OpFields.KEY, 0,
            in -> new Read.ListGet(in.bin, in.key)),

    LIST_APPEND("listAppend", Mutation.ListAppend.class,
            OpFields.BIN | OpFields.KEY | OpFields.VALUE, 0,
            in -> new Mutation.ListAppend(in.bin, in.key, in.value)),

    LIST_REMOVE("listRemove", Mutation.ListRemove.class,
            OpFields.BIN | OpFields.KEY | OpFields.VALUE, 0,
            in -> new Mutation.ListRemove(in.bin, in.key, in.value)),

    LIST_KEYS("listKeys", Read.ListKeys.class, OpFields.BIN, OpKind.PAGING,
            in -> new Read.ListKeys(in.bin, in.prefix, in.suffix, in.after, in.limit)),

    CLOCK("clock", Mutation.Clock.class, OpFields.BIN, OpFields.AT_LEAST,
            in -> new Mutation.Clock(in.bin, in.atLeast)),

    /** Between backends only: never without an identity. */
    CLAIM("claim", Mutation.Claim.class, OpFields.BIN | OpFields.FINGERPRINT, 0,
            in -> new Mutation.Claim(in.bin, in.fingerprint[0], in.fingerprint[1]));

    private static final int PAGING =
            OpFields.PREFIX | OpFields.SUFFIX | OpFields.AFTER | OpFields.LIMIT;

    private static final Map<String, OpKind> BY_NAME = Stream.of(values())
            .collect(Collectors.toMap(kind -> kind.opName, kind -> kind));
    private static final Map<Class<?>, OpKind> BY_TYPE = Stream.of(values())
            .collect(Collectors.toMap(kind -> kind.type, kind -> kind));

    private final String opName;
    private final Class<? extends Operation> type;
    private final int required;
    private final int allowed;
    private final Function<OpFields, Operation> builder;

    OpKind(String opName, Class<? extends Operation> type, int required, int optional,
            Function<OpFields, Operation> builder) {
        this.opName = opName;
        this.type = type;
        this.required = required | OpFields.OP;
        this.allowed = this.required | optional | OpFields.SEQ;
        this.builder = builder;
    }

    static @Nullable OpKind named(String name) {
        return BY_NAME.get(name);
    }

    static OpKind of(Operation operation) {
        OpKind kind = BY_TYPE.get(operation.getClass());
        if (kind == null) {
            throw new IllegalArgumentException(
                    "not for callers: " + operation.getClass().getSimpleName());
        }
        return kind;
    }

    String opName() {
        return opName;
    }

    /** Builds the operation from the fields of the object that the cursor has just left. */
    Operation build(OpFields fields, BodyReader in) {
        int missing = required & ~fields.seen;
        if (missing != 0) {
            throw in.refuse(OpFields.NAMES[Integer.numberOfTrailingZeros(missing)], "missing");
        }
        int extra = fields.seen & ~allowed;
        if (extra != 0) {
            throw in.refuse(OpFields.NAMES[Integer.numberOfTrailingZeros(extra)],
                    "no field of the operation " + opName);
        }
        return builder.apply(fields);
    }
}
