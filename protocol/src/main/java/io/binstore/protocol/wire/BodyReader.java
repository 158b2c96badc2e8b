package io.binstore.protocol.wire;

import io.binstore.protocol.model.Utf8;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamContext;

/**
 * A strict cursor over a body in one of the public shapes.
 *
 * <p>
 * It stands on the first token of a value when that value is asked for, knows where in the body it
 * is, and refuses with {@link InvalidOps} whatever is not exactly what was asked for.
 */
final class BodyReader {

    private static final int UNSIGNED_BITS = 64;
    private static final int CHECKED_CHARS = 4_096;

    private final byte[] body;
    private final WireFormat format;
    private final JsonParser parser;

    private BodyReader(byte[] body, WireFormat format, JsonParser parser) {
        this.body = body;
        this.format = format;
        this.parser = parser;
    }

    /** Reads a whole body as one value. */
    static <T> T read(byte[] body, WireFormat format, Function<BodyReader, T> value) {
        if (format == WireFormat.JSON && !isUtf8(body)) {
            throw new InvalidOps(Problem.INVALID_JSON, "", "not well-formed UTF-8");
        }
        try (JsonParser parser = format.factory().createParser(ObjectReadContext.empty(), body)) {
            BodyReader in = new BodyReader(body, format, parser);
            if (parser.nextToken() == null) {
                throw new InvalidOps(Problem.INVALID_JSON, "", "empty");
            }
            T result = value.apply(in);
            if (parser.nextToken() != null) {
                throw new InvalidOps(Problem.INVALID_JSON, "",
                        "something follows the end of the value");
            }
            return result;
        } catch (JacksonException e) {
            throw new InvalidOps(Problem.INVALID_JSON, "",
                    "not well formed: " + e.getOriginalMessage());
        }
    }

    /** Reads an answer, in which anything unexpected makes it {@link MalformedMessage}. */
    static <T> T trusting(String what, Supplier<T> decoding) {
        try {
            return decoding.get();
        } catch (IllegalArgumentException | InvalidOps e) {
            throw new MalformedMessage("no " + what + ": " + e.getMessage(), e);
        }
    }

    void beginObject() {
        expect(JsonToken.START_OBJECT, "must be an object");
    }

    /** Moves to the next field's value and returns its name; null at the end of the object. */
    @Nullable
    String nextName() {
        if (parser.nextToken() == JsonToken.END_OBJECT) {
            return null;
        }
        String name = parser.currentName();
        parser.nextToken();
        return name;
    }

    void beginArray() {
        expect(JsonToken.START_ARRAY, "must be an array");
    }

    /** Moves to the next element; false at the end of the array. */
    boolean nextElement() {
        return parser.nextToken() != JsonToken.END_ARRAY;
    }

    /** Passes over the current value. */
    void skip() {
        parser.skipChildren();
    }

    boolean isNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    boolean bool() {
        if (parser.currentToken() != JsonToken.VALUE_TRUE
                && parser.currentToken() != JsonToken.VALUE_FALSE) {
            throw refuse("must be true or false");
        }
        return parser.getBooleanValue();
    }

    Utf8 utf8() {
        expect(JsonToken.VALUE_STRING, "must be a string");
        try {
            // The CBOR parser lets ill-formed UTF-8 pass and goes through a String: the bytes are
            // taken directly.
            return format == WireFormat.CBOR
                    ? CborText.at(body, (int) parser.currentTokenLocation().getByteOffset())
                    : Utf8.of(parser.getString());
        } catch (IllegalArgumentException e) {
            throw refuse("no valid Unicode: " + e.getMessage());
        }
    }

    String text() {
        return utf8().toString();
    }

    List<Utf8> utf8s() {
        List<Utf8> texts = new ArrayList<>();
        beginArray();
        while (nextElement()) {
            texts.add(utf8());
        }
        return texts;
    }

    /** The two halves of 32 hex digits. */
    long[] hexPair() {
        try {
            return Hex.pair(text());
        } catch (IllegalArgumentException e) {
            throw refuse("must be 32 hex digits");
        }
    }

    /** 16 hex digits. */
    long hex() {
        try {
            return Hex.number(text());
        } catch (IllegalArgumentException e) {
            throw refuse("must be 16 hex digits");
        }
    }

    /** An integer from 0 to 2^64-1. */
    long unsigned() {
        if (isBigInteger()) {
            BigInteger number = parser.getBigIntegerValue();
            if (number.signum() > 0 && number.bitLength() <= UNSIGNED_BITS) {
                return number.longValue();
            }
        } else if (parser.getLongValue() >= 0) {
            return parser.getLongValue();
        }
        throw refuse("must be from 0 to 18446744073709551615");
    }

    long between(long min, long max) {
        long number = isBigInteger() ? Long.MIN_VALUE : parser.getLongValue();
        if (number < min || number > max) {
            throw refuse("must be from " + min + " to " + max);
        }
        return number;
    }

    int integerFrom(int min) {
        return (int) between(min, Integer.MAX_VALUE);
    }

    /** Marks a field as seen. */
    int once(int seen, int field) {
        if ((seen & field) != 0) {
            throw refuse("appears twice");
        }
        return seen | field;
    }

    InvalidOps refuse(String reason) {
        return new InvalidOps(Problem.INVALID_REQUEST, path(), reason);
    }

    /** Refuses a field of the object that has just ended. */
    InvalidOps refuse(String field, String reason) {
        String path = path();
        return new InvalidOps(Problem.INVALID_REQUEST, path.isEmpty() ? field : path + "." + field,
                reason);
    }

    InvalidOps unknown() {
        return refuse("unknown field");
    }

    /** Insists on an integer and says whether it is too big for a {@code long}. */
    private boolean isBigInteger() {
        expect(JsonToken.VALUE_NUMBER_INT, "must be an integer");
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER;
    }

    private void expect(JsonToken wanted, String reason) {
        if (parser.currentToken() != wanted) {
            throw refuse(reason);
        }
    }

    private String path() {
        TokenStreamContext context = parser.streamReadContext();
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
            context = context.getParent();
        }
        StringBuilder path = new StringBuilder();
        for (; context != null && !context.inRoot(); context = context.getParent()) {
            if (context.inArray()) {
                path.insert(0, "[" + context.getCurrentIndex() + "]");
            } else if (context.hasCurrentName()) {
                path.insert(0, "." + context.currentName());
            }
        }
        return path.length() > 0 && path.charAt(0) == '.' ? path.substring(1) : path.toString();
    }

    private static boolean isUtf8(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer from = ByteBuffer.wrap(bytes);
        CharBuffer dropped = CharBuffer.allocate(Math.min(bytes.length + 1, CHECKED_CHARS));
        CoderResult result;
        do {
            dropped.clear();
            result = decoder.decode(from, dropped, true);
        } while (result.isOverflow());
        return !result.isError();
    }
}
