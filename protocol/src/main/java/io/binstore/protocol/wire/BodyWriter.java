package io.binstore.protocol.wire;

import io.binstore.protocol.model.Utf8;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.dataformat.cbor.CBORGenerator;

/** Writes bodies in the public shapes. */
final class BodyWriter {

    private BodyWriter() {
    }

    /** One object as a body. */
    static byte[] object(WireFormat format, Consumer<JsonGenerator> fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator out =
                format.factory().createGenerator(ObjectWriteContext.empty(), bytes)) {
            out.writeStartObject();
            fields.accept(out);
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    static void text(JsonGenerator out, String name, Utf8 text) {
        out.writeName(name);
        text(out, text);
    }

    /**
     * Words for people, in which a lone surrogate (of a refused name, say) becomes a question mark.
     */
    static void words(JsonGenerator out, String name, String words) {
        text(out, name, Utf8.trusted(words.getBytes(StandardCharsets.UTF_8)));
    }

    static void texts(JsonGenerator out, String name, List<Utf8> texts) {
        out.writeName(name);
        out.writeStartArray(texts, texts.size());
        for (Utf8 text : texts) {
            text(out, text);
        }
        out.writeEndArray();
    }

    static void unsigned(JsonGenerator out, String name, long number) {
        out.writeName(name);
        if (number >= 0) {
            out.writeNumber(number);
        } else if (out instanceof CBORGenerator cbor) {
            try {
                // As a plain unsigned integer, not as the big number that a BigInteger would
                // become.
                cbor.writeNumberUnsigned(number);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        } else {
            out.writeNumber(new BigInteger(Long.toUnsignedString(number)));
        }
    }

    private static void text(JsonGenerator out, Utf8 text) {
        out.writeUTF8String(text.bytes(), 0, text.length());
    }
}
