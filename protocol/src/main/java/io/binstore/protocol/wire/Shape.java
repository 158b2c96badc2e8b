package io.binstore.protocol.wire;

import tools.jackson.core.JsonGenerator;

/** How the values of one type look inside a message. */
interface Shape {

    void write(JsonGenerator out, Object value);

    /** Reads the value that begins with the current token and stops at its last token. */
    Object read(CborReader in);
}
