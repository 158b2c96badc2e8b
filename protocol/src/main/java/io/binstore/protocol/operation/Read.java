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

    /**
     * The keys that hold a value, in code point order. Answers {@link Result.Keys}.
     *
     * @param prefix what a key must start with; empty matches all
     * @param suffix what a key must end with; prefix and suffix may overlap
     * @param after only keys above this one, or null for all
     * @param limit at most this many, or 0 for all
     */
    record Keys(Utf8 bin, Utf8 prefix, Utf8 suffix, @Nullable Utf8 after, int limit)
            implements Read {
    }

    /** The keys that hold a non-empty list; as {@link Keys} otherwise. */
    record ListKeys(Utf8 bin, Utf8 prefix, Utf8 suffix, @Nullable Utf8 after, int limit)
            implements Read {
    }
}
