package io.binstore.protocol.operation;

import io.binstore.protocol.model.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * How long names and values may be, in UTF-8 bytes.
 */
public record Limits(int binBytesMax, int keyBytesMax, int valueBytesMax) {

    public static final Limits DEFAULT = new Limits(1 << 10, 1 << 10, 1 << 20);

    /** Which limit an operation is above, in words that name it; null if none. */
    public @Nullable String violatedBy(Operation operation) {
        if (operation.bin().length() > binBytesMax) {
            return tooLong("bin", operation.bin(), binBytesMax);
        }
        Utf8 key = key(operation);
        if (key.length() > keyBytesMax) {
            return tooLong("key", key, keyBytesMax);
        }
        Utf8 value = value(operation);
        if (value.length() > valueBytesMax) {
            return tooLong("value", value, valueBytesMax);
        }
        return null;
    }

    private static String tooLong(String field, Utf8 text, int max) {
        return field + " has " + text.length() + " bytes, the limit is " + max;
    }

    private static Utf8 key(Operation operation) {
        if (operation instanceof Mutation.Set set) {
            return set.key();
        } else if (operation instanceof Read.Get get) {
            return get.key();
        } else if (operation instanceof Mutation.ListAppend append) {
            return append.key();
        } else if (operation instanceof Mutation.ListRemove remove) {
            return remove.key();
        } else if (operation instanceof Read.ListGet list) {
            return list.key();
        }
        return Utf8.EMPTY;
    }

    private static Utf8 value(Operation operation) {
        if (operation instanceof Mutation.Set set) {
            return set.value();
        } else if (operation instanceof Mutation.ListAppend append) {
            return append.value();
        } else if (operation instanceof Mutation.ListRemove remove) {
            return remove.value();
        }
        return Utf8.EMPTY;
    }
}
