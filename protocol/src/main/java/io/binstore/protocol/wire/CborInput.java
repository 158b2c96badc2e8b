package io.binstore.protocol.wire;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * A place in a CBOR document (RFC 8949), and the steps that any reader of one takes from there. What cannot be CBOR is a
 * {@link MalformedMessage}.
 */
class CborInput {

    static final int TYPE_BITS = 0xe0;
    static final int FOLLOWS_MAX = CborWriter.FOLLOWS + 3;
    private static final int FLOAT_OR_SIMPLE = 7 << 5;
    private static final int NESTED_MAX = 64;

    final byte[] bytes;
    int at;

    CborInput(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The initial byte of the item that comes next. */
    final int peek() {
        if (at >= bytes.length) {
            throw new MalformedMessage("cut off at byte " + at);
        }
        return bytes[at] & 0xff;
    }

    /** Steps over the break that ends an item of indefinite length, if it comes next. */
    final boolean passBreak() {
        if (peek() != CborWriter.BREAK) {
            return false;
        }
        at++;
        return true;
    }

    /** Steps over the head of the next item and answers its argument, which is below 0 if it takes all 64 bits. */
    final long argument() {
        int bits = peek() & ~TYPE_BITS;
        if (bits > FOLLOWS_MAX) {
            throw new MalformedMessage("an item without an argument at byte " + at);
        }
        at++;
        if (bits < CborWriter.FOLLOWS) {
            return bits;
        }
        int count = 1 << bits - CborWriter.FOLLOWS;
        if (count > bytes.length - at) {
            throw new MalformedMessage("a number is cut off at byte " + at);
        }
        long argument = 0;
        for (int i = 0; i < count; i++) {
            argument = argument << 8 | bytes[at++] & 0xff;
        }
        return argument;
    }

    /** Steps over the head of a string of known length and answers the length, which the document does hold. */
    final int stringLength() {
        long length = argument();
        if (length < 0 || length > bytes.length - at) {
            throw new MalformedMessage("a string is cut off at byte " + at);
        }
        return (int) length;
    }

    /** The content of a byte or text string, in one piece or in chunks. */
    final byte[] string() {
        int initial = peek();
        if ((initial & ~TYPE_BITS) != CborWriter.INDEFINITE) {
            int length = stringLength();
            at += length;
            return Arrays.copyOfRange(bytes, at - length, at);
        }
        at++;
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        while (!passBreak()) {
            if ((peek() & TYPE_BITS) != (initial & TYPE_BITS)) {
                throw new MalformedMessage("a chunk of another type at byte " + at);
            }
            int length = stringLength();
            whole.write(bytes, at, length);
            at += length;
        }
        return whole.toByteArray();
    }

    /** Steps over an item with all that is in it. */
    final void skip() {
        skip(0);
    }

    private void skip(int nested) {
        if (nested > NESTED_MAX) {
            throw new MalformedMessage("nested too deeply at byte " + at);
        }
        int initial = peek();
        boolean indefinite = (initial & ~TYPE_BITS) == CborWriter.INDEFINITE;
        switch (initial & TYPE_BITS) {
            case CborWriter.BYTES, CborWriter.TEXT -> string();
            case CborWriter.ARRAY, CborWriter.MAP -> {
                int itemsPerElement = (initial & TYPE_BITS) == CborWriter.MAP ? 2 : 1;
                long left = indefinite ? 1 : argument();
                at += indefinite ? 1 : 0;
                // A length that the document cannot hold ends at the end of the document.
                while (indefinite ? !passBreak() : left-- != 0) {
                    for (int i = 0; i < itemsPerElement; i++) {
                        skip(nested + 1);
                    }
                }
            }
            case CborWriter.TAG -> {
                argument();
                skip(nested + 1);
            }
            // The argument of a simple value or a float is the value.
            case CborWriter.UNSIGNED, CborWriter.NEGATIVE, FLOAT_OR_SIMPLE -> argument();
            default -> throw new IllegalStateException("no type of CBOR: " + initial);
        }
    }
}
