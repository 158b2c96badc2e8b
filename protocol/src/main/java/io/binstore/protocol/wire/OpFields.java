package io.binstore.protocol.wire;

import io.binstore.protocol.model.Utf8;
import org.jspecify.annotations.Nullable;

/** The fields of one operation as they were read, in any order. */
final class OpFields {

    static final int OP = 1;
    static final int BIN = 1 << 1;
    static final int KEY = 1 << 2;
    static final int VALUE = 1 << 3;
    static final int PREFIX = 1 << 4;
    static final int SUFFIX = 1 << 5;
    static final int AFTER = 1 << 6;
    static final int LIMIT = 1 << 7;
    static final int AT_LEAST = 1 << 8;
    static final int SEQ = 1 << 9;
    static final int FINGERPRINT = 1 << 10;

    /** In the order of their bits. */
    static final String[] NAMES =
            {"op", "bin", "key", "value", "prefix", "suffix", "after", "limit", "atLeast", "seq",
                    "fingerprint"};

    /** At most so many keys in one page. */
    static final int LIMIT_MAX = 100_000;

    private static final long[] NONE = new long[2];

    int seen;
    Utf8 bin = Utf8.EMPTY;
    Utf8 key = Utf8.EMPTY;
    Utf8 value = Utf8.EMPTY;
    Utf8 prefix = Utf8.EMPTY;
    Utf8 suffix = Utf8.EMPTY;
    @Nullable
    Utf8 after;
    int limit;
    long atLeast;
    long sequence;
    long[] fingerprint = NONE;
    @Nullable
    OpKind kind;

    /** Reads the object that the cursor stands on. */
    static OpFields read(BodyReader in) {
        OpFields fields = new OpFields();
        in.beginObject();
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            fields.readField(in, name);
        }
        return fields;
    }

    private void readField(BodyReader in, String name) {
        switch (name) {
            case "op" -> {
                see(in, OP);
                kind = OpKind.named(in.word());
                if (kind == null) {
                    throw in.refuse("unknown operation");
                }
            }
            case "bin" -> {
                see(in, BIN);
                bin = in.utf8();
            }
            case "key" -> {
                see(in, KEY);
                key = in.utf8();
            }
            case "value" -> {
                see(in, VALUE);
                value = in.utf8();
            }
            case "prefix" -> {
                see(in, PREFIX);
                prefix = in.utf8();
            }
            case "suffix" -> {
                see(in, SUFFIX);
                suffix = in.utf8();
            }
            case "after" -> {
                see(in, AFTER);
                after = in.utf8();
            }
            case "limit" -> {
                see(in, LIMIT);
                limit = (int) in.between(1, LIMIT_MAX);
            }
            case "atLeast" -> {
                see(in, AT_LEAST);
                atLeast = in.unsigned();
            }
            case "seq" -> {
                see(in, SEQ);
                sequence = in.between(1, Long.MAX_VALUE);
            }
            case "fingerprint" -> {
                see(in, FINGERPRINT);
                fingerprint = in.hexPair();
            }
            default -> throw in.unknown();
        }
    }

    private void see(BodyReader in, int field) {
        seen = in.once(seen, field);
    }
}
