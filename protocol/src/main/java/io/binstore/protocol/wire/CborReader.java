package io.binstore.protocol.wire;

import io.binstore.protocol.model.Utf8;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** A cursor over the tokens of a message that insists on what comes next. */
final class CborReader {

    private final JsonParser parser;
    private @Nullable JsonToken token;

    CborReader(JsonParser parser) {
        this.parser = parser;
    }

    void next() {
        token = parser.nextToken();
    }

    /** Whether there is another element in the list, whose first token is then the current one. */
    boolean nextElement() {
        next();
        return token != JsonToken.END_ARRAY;
    }

    boolean isNull() {
        return token == JsonToken.VALUE_NULL;
    }

    void beginArray() {
        expect(JsonToken.START_ARRAY, "an array");
    }

    void endArray() {
        next();
        expect(JsonToken.END_ARRAY, "the end of an array");
    }

    void endMessage() {
        next();
        if (token != null) {
            throw new MalformedMessage("bytes after the end of the message" + at());
        }
    }

    long longValue() {
        expect(JsonToken.VALUE_NUMBER_INT, "an integer");
        return parser.getLongValue();
    }

    int intValue() {
        expect(JsonToken.VALUE_NUMBER_INT, "an integer");
        return parser.getIntValue();
    }

    boolean booleanValue() {
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            throw unexpected("a boolean");
        }
        return token == JsonToken.VALUE_TRUE;
    }

    /** A byte string that must be well-formed UTF-8. */
    String text() {
        return Utf8.ofBytes(bytes()).toString();
    }

    /** A byte string; another node of the cluster has checked its UTF-8. */
    Utf8 utf8() {
        return Utf8.trusted(bytes());
    }

    private byte[] bytes() {
        expect(JsonToken.VALUE_EMBEDDED_OBJECT, "a byte string");
        byte @Nullable [] bytes = parser.getBinaryValue();
        if (bytes == null) {
            // The parser's reading of CBOR's "undefined".
            throw unexpected("a byte string");
        }
        return bytes;
    }

    MalformedMessage unexpected(String wanted) {
        return new MalformedMessage(
                "expected " + wanted + ", found " + (token == null ? "nothing" : token) + at());
    }

    private void expect(JsonToken wanted, String name) {
        if (token != wanted) {
            throw unexpected(name);
        }
    }

    private String at() {
        return " at byte " + parser.currentTokenLocation().getByteOffset();
    }
}
