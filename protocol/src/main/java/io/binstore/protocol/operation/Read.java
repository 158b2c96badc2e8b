package io.binstore.protocol.operation;

import io.binstore.protocol.model.Utf8;
import org.jspecify.annotations.Nullable;

/** A call that changes nothing; any replica of the partition may answer it. */
public sealed interface Read extends Operation {

    /** Answers {@link Result.Value}. */
    record Get(Utf8 bin, Utf8 key) implements Read {
    }

    /** Answers {@link Result.Items}. */
    record ListGet(Utf8 bin, Utf8 key) implements Read {
    }

    /** A look at all keys of a bin that match. Answers {@link Result.Keys}, in code point order. */
    sealed interface Scan extends Read {

        /** What a key must start with; empty matches all. */
        Utf8 prefix();

        /** What a key must end with; prefix and suffix may overlap. */
        Utf8 suffix();

        /** Only keys above this one, or null for all. */
        @Nullable
        Utf8 after();

        /** At most this many, or 0 for all. */
        int limit();
    }

    /** The keys that hold a value. */
    record Keys(Utf8 bin, Utf8 prefix, Utf8 suffix, @Nullable Utf8 after, int limit)
            implements Scan {
    }

    /** The keys that hold a non-empty list. */
    record ListKeys(Utf8 bin, Utf8 prefix, Utf8 suffix, @Nullable Utf8 after, int limit)
            implements Scan {
    }
}
