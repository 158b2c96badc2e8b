package io.binstore.protocol.wire;

import io.binstore.protocol.model.Utf8;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamContext;

/** Reads JSON. */
final class JsonBodyReader extends BodyReader {

    private static final int UNSIGNED_BITS = 64;
    private static final int CHECKED_CHARS = 4_096;

    private final JsonParser parser;

    private JsonBodyReader(JsonParser parser) {
        this.parser = parser;
    }

    static <T> T readAll(byte[] body, Function<BodyReader, T> value) {
        if (!isUtf8(body)) {
            throw new InvalidOps(Problem.INVALID_JSON, "", "not well-formed UTF-8");
        }
        try (JsonParser parser =
                JsonBodyWriter.FACTORY.createParser(ObjectReadContext.empty(), body)) {
            if (parser.nextToken() == null) {
                throw new InvalidOps(Problem.INVALID_JSON, "", "empty");
            }
            T result = value.apply(new JsonBodyReader(parser));
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

    @Override
    void beginObject() {
        expect(JsonToken.START_OBJECT, "must be an object");
    }

    @Override
    @Nullable
    String nextName() {
        if (parser.nextToken() == JsonToken.END_OBJECT) {
            return null;
        }
        String name = parser.currentName();
        parser.nextToken();
        return name;
    }

    @Override
    void beginArray() {
        expect(JsonToken.START_ARRAY, "must be an array");
    }

    @Override
    boolean nextElement() {
        return parser.nextToken() != JsonToken.END_ARRAY;
    }

    @Override
    void skip() {
        parser.skipChildren();
    }

    @Override
    boolean nothing() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    @Override
    boolean bool() {
        if (parser.currentToken() != JsonToken.VALUE_TRUE
                && parser.currentToken() != JsonToken.VALUE_FALSE) {
            throw refuse("must be true or false");
        }
        return parser.getBooleanValue();
    }

    @Override
    Utf8 utf8() {
        expect(JsonToken.VALUE_STRING, "must be a string");
        try {
            return Utf8.of(parser.getString());
        } catch (IllegalArgumentException e) {
            throw refuse("no valid Unicode: " + e.getMessage());
        }
    }

    @Override
    long unsigned() {
        if (isBigInteger()) {
            BigInteger number = parser.getBigIntegerValue();
            if (number.signum() > 0 && number.bitLength() <= UNSIGNED_BITS) {
                return number.longValue();
            }
        } else if (parser.getLongValue() >= 0) {
            return parser.getLongValue();
        }
        throw notUnsigned();
    }

    @Override
    long between(long min, long max) {
        long number = isBigInteger() ? Long.MIN_VALUE : parser.getLongValue();
        if (number < min || number > max) {
            throw notBetween(min, max);
        }
        return number;
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

    @Override
    String path() {
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
