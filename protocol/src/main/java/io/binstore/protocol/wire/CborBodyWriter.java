package io.binstore.protocol.wire;

import io.binstore.protocol.model.Utf8;
import java.util.function.Consumer;

/** Writes CBOR: objects of indefinite length, all else in its shortest form. */
final class CborBodyWriter extends BodyWriter {

    private final CborWriter out = new CborWriter();

    private CborBodyWriter() {
    }

    static byte[] object(Consumer<BodyWriter> fields) {
        CborBodyWriter body = new CborBodyWriter();
        body.beginObject();
        fields.accept(body);
        body.endObject();
        return body.out.toByteArray();
    }

    @Override
    void beginObject() {
        out.beginMap();
    }

    @Override
    void endObject() {
        out.end();
    }

    @Override
    void beginArray(int size) {
        out.array(size);
    }

    @Override
    void endArray() {
        // Its length has been said.
    }

    @Override
    void name(String name) {
        out.text(Words.bytes(name));
    }

    @Override
    void number(long number) {
        out.number(number);
    }

    @Override
    void text(Utf8 text) {
        out.text(text.bytes());
    }

    @Override
    void string(String name, String text) {
        name(name);
        out.text(Words.bytes(text));
    }

    @Override
    void bool(String name, boolean value) {
        name(name);
        out.bool(value);
    }

    @Override
    void nothing(String name) {
        name(name);
        out.nothing();
    }

    @Override
    void unsigned(String name, long number) {
        name(name);
        out.unsigned(number);
    }
}
