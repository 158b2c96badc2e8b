package io.binstore.protocol.wire;

import io.binstore.protocol.model.Utf8;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Takes the text strings of a CBOR document as they stand there (RFC 8949, section 3). */
final class CborText {

    private static final int TEXT = 0x60;
    private static final int INDEFINITE = 0x7f;
    private static final int BREAK = 0xff;
    private static final int LENGTH_BITS = 0x1f;
    private static final int LENGTH_FOLLOWS = 24;

    private final byte[] document;
    private int position;

    private CborText(byte[] document, int position) {
        this.document = document;
        this.position = position;
    }

    /**
     * The text string that begins at a position of a document.
     *
     * @throws IllegalArgumentException if there is none, or no well-formed UTF-8 in it
     */
    static Utf8 at(byte[] document, int position) {
        CborText text = new CborText(document, position);
        if (text.peek() != INDEFINITE) {
            return Utf8.ofBytes(text.chunk());
        }
        text.position++;
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        while (text.peek() != BREAK) {
            whole.writeBytes(text.chunk());
        }
        return Utf8.ofBytes(whole.toByteArray());
    }

    private int peek() {
        if (position < 0 || position >= document.length) {
            throw new IllegalArgumentException("the text is cut off");
        }
        return document[position] & 0xff;
    }

    private byte[] chunk() {
        int initial = peek();
        position++;
        int bits = initial & LENGTH_BITS;
        if ((initial & ~LENGTH_BITS) != TEXT || bits > LENGTH_FOLLOWS + 3) {
            throw new IllegalArgumentException("not a plain text string");
        }
        long length = bits;
        if (bits >= LENGTH_FOLLOWS) {
            length = 0;
            for (int bytes = 1 << bits - LENGTH_FOLLOWS; bytes > 0; bytes--) {
                length = length << 8 | peek();
                position++;
            }
        }
        if (length < 0 || length > document.length - position) {
            throw new IllegalArgumentException("the text is cut off");
        }
        int from = position;
        position += (int) length;
        return Arrays.copyOfRange(document, from, position);
    }
}
