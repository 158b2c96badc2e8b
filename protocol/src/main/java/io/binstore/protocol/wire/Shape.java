package io.binstore.protocol.wire;

/** How the values of one type look inside a message. */
interface Shape {

    void write(CborWriter out, Object value);

    /** @throws MalformedMessage if something else comes next */
    Object read(CborReader in);
}
