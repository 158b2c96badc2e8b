package io.binstore.protocol.wire;

import io.binstore.protocol.model.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** Writes bodies in the public shapes. */
abstract class BodyWriter {

    /** One object as a body. */
    static byte[] object(WireFormat format, Consumer<BodyWriter> fields) {
        return format == WireFormat.CBOR ? CborBodyWriter.object(fields)
                : JsonBodyWriter.object(fields);
    }

    abstract void beginObject();

    abstract void endObject();

    /** So many elements follow. */
    abstract void beginArray(int size);

    abstract void endArray();

    /** The name of a field, whose value follows. */
    abstract void name(String name);

    abstract void number(long number);

    abstract void text(Utf8 text);

    /** Text without lone surrogates, mostly one of the words of the shapes. */
    abstract void string(String name, String text);

    abstract void bool(String name, boolean value);

    abstract void nothing(String name);

    /** @param number all of its 64 bits count */
    abstract void unsigned(String name, long number);

    final void number(String name, long number) {
        name(name);
        number(number);
    }

    final void text(String name, Utf8 text) {
        name(name);
        text(text);
    }

    /**
     * Words for people, in which a lone surrogate (of a refused name, say) becomes a question mark.
     */
    final void words(String name, String words) {
        text(name, Utf8.trusted(words.getBytes(StandardCharsets.UTF_8)));
    }

    final void texts(String name, List<Utf8> texts) {
        name(name);
        beginArray(texts.size());
        for (Utf8 text : texts) {
            text(text);
        }
        endArray();
    }
}
