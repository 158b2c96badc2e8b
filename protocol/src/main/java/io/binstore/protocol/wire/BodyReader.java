package io.binstore.protocol.wire;

import io.binstore.protocol.model.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A strict cursor over a body in one of the public shapes.
 *
 * <p>
 * It stands on a value when that value is asked for, knows where in the body it is, and refuses
 * with {@link InvalidOps} whatever is not exactly what was asked for.
 */
abstract class BodyReader {

    /** Reads a whole body as one value. */
    static <T> T read(byte[] body, WireFormat format, Function<BodyReader, T> value) {
        return format == WireFormat.CBOR ? CborBodyReader.readAll(body, value)
                : JsonBodyReader.readAll(body, value);
    }

    /** Reads an answer, in which anything unexpected makes it {@link MalformedMessage}. */
    static <T> T trusting(String what, Supplier<T> decoding) {
        try {
            return decoding.get();
        } catch (IllegalArgumentException | InvalidOps e) {
            throw new MalformedMessage("no " + what + ": " + e.getMessage(), e);
        }
    }

    abstract void beginObject();

    /** Moves to the next field's value and returns its name; null at the end of the object. */
    abstract @Nullable String nextName();

    abstract void beginArray();

    /** Moves to the next element; false at the end of the array. */
    abstract boolean nextElement();

    /** Passes over the current value. */
    abstract void skip();

    /** Passes over the current value if it is null. */
    abstract boolean nothing();

    abstract boolean bool();

    abstract Utf8 utf8();

    /** An integer from 0 to 2^64-1. */
    abstract long unsigned();

    abstract long between(long min, long max);

    /** Where the current value is, such as {@code ops[3].key}; empty for the body itself. */
    abstract String path();

    String text() {
        return utf8().toString();
    }

    /** A text that is expected to be one of a few. */
    String word() {
        return text();
    }

    final List<Utf8> utf8s() {
        List<Utf8> texts = new ArrayList<>();
        beginArray();
        while (nextElement()) {
            texts.add(utf8());
        }
        return texts;
    }

    /** Integers from 0. */
    final List<Integer> indexes() {
        List<Integer> indexes = new ArrayList<>();
        beginArray();
        while (nextElement()) {
            indexes.add(integerFrom(0));
        }
        return indexes;
    }

    /** The two halves of 32 hex digits. */
    final long[] hexPair() {
        try {
            return Hex.pair(text());
        } catch (IllegalArgumentException e) {
            throw refuse("must be 32 hex digits");
        }
    }

    /** 16 hex digits. */
    final long hex() {
        try {
            return Hex.number(text());
        } catch (IllegalArgumentException e) {
            throw refuse("must be 16 hex digits");
        }
    }

    final int integerFrom(int min) {
        return (int) between(min, Integer.MAX_VALUE);
    }

    /** Marks a field as seen. */
    final int once(int seen, int field) {
        if ((seen & field) != 0) {
            throw refuse("appears twice");
        }
        return seen | field;
    }

    final InvalidOps refuse(String reason) {
        return new InvalidOps(Problem.INVALID_REQUEST, path(), reason);
    }

    /** Refuses a field of the object that has just ended. */
    final InvalidOps refuse(String field, String reason) {
        String path = path();
        return new InvalidOps(Problem.INVALID_REQUEST, path.isEmpty() ? field : path + "." + field,
                reason);
    }

    final InvalidOps unknown() {
        return refuse("unknown field");
    }

    final InvalidOps notBetween(Object min, Object max) {
        return refuse("must be from " + min + " to " + max);
    }

    final InvalidOps notUnsigned() {
        return notBetween(0, "18446744073709551615");
    }
}
