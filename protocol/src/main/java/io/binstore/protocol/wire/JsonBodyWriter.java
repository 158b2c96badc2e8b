package io.binstore.protocol.wire;

import io.binstore.protocol.model.Utf8;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/** Writes JSON. */
final class JsonBodyWriter extends BodyWriter {

    /** Reads UTF-8 only: what looks like UTF-16 is not well formed. */
    static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.CHARSET_DETECTION).build();

    private static final int ROOM = 256;

    private final JsonGenerator out;

    private JsonBodyWriter(JsonGenerator out) {
        this.out = out;
    }

    static byte[] object(Consumer<BodyWriter> fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(ROOM);
        try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            out.writeStartObject();
            fields.accept(new JsonBodyWriter(out));
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    @Override
    void beginObject() {
        out.writeStartObject();
    }

    @Override
    void endObject() {
        out.writeEndObject();
    }

    @Override
    void beginArray(int size) {
        out.writeStartArray();
    }

    @Override
    void endArray() {
        out.writeEndArray();
    }

    @Override
    void name(String name) {
        out.writeName(name);
    }

    @Override
    void number(long number) {
        out.writeNumber(number);
    }

    @Override
    void text(Utf8 text) {
        out.writeUTF8String(text.bytes(), 0, text.length());
    }

    @Override
    void string(String name, String text) {
        out.writeStringProperty(name, text);
    }

    @Override
    void bool(String name, boolean value) {
        out.writeBooleanProperty(name, value);
    }

    @Override
    void nothing(String name) {
        out.writeNullProperty(name);
    }

    @Override
    void unsigned(String name, long number) {
        out.writeName(name);
        if (number >= 0) {
            out.writeNumber(number);
        } else {
            out.writeNumber(new BigInteger(Long.toUnsignedString(number)));
        }
    }
}
