package io.binstore.client;

import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Operation;
import io.binstore.protocol.operation.Read;
import org.jspecify.annotations.Nullable;

/** The operations of one bin; text is checked and encoded here, on the caller's thread. */
final class Operations {

    private static final int LIMIT_MAX = 100_000;

    private final Utf8 bin;

    /** @throws IllegalArgumentException if the name holds a lone surrogate */
    Operations(String bin) {
        this.bin = text("bin", bin);
    }

    Operation get(String key) {
        return new Read.Get(bin, text("key", key));
    }

    Operation set(String key, String value) {
        return new Mutation.Set(bin, text("key", key), text("value", value));
    }

    Operation delete(String key) {
        return new Mutation.Set(bin, text("key", key), Utf8.EMPTY);
    }

    Operation keys(String prefix, String suffix) {
        return new Read.Keys(bin, text("prefix", prefix), text("suffix", suffix), null, 0);
    }

    Operation keys(String prefix, String suffix, @Nullable String after, int limit) {
        return new Read.Keys(bin, text("prefix", prefix), text("suffix", suffix), after(after),
                limit(limit));
    }

    Operation listGet(String key) {
        return new Read.ListGet(bin, text("key", key));
    }

    Operation listAppend(String key, String value) {
        return new Mutation.ListAppend(bin, text("key", key), text("value", value));
    }

    Operation listRemove(String key, String value) {
        return new Mutation.ListRemove(bin, text("key", key), text("value", value));
    }

    Operation listKeys(String prefix, String suffix) {
        return new Read.ListKeys(bin, text("prefix", prefix), text("suffix", suffix), null, 0);
    }

    Operation listKeys(String prefix, String suffix, @Nullable String after, int limit) {
        return new Read.ListKeys(bin, text("prefix", prefix), text("suffix", suffix), after(after),
                limit(limit));
    }

    Operation clock(long atLeast) {
        return new Mutation.Clock(bin, atLeast);
    }

    private static @Nullable Utf8 after(@Nullable String after) {
        return after == null ? null : text("after", after);
    }

    private static int limit(int limit) {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new IllegalArgumentException(
                    "limit must be from 1 to " + LIMIT_MAX + ", not " + limit);
        }
        return limit;
    }

    private static Utf8 text(String what, String text) {
        try {
            return Utf8.of(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(what + ": " + e.getMessage(), e);
        }
    }
}
