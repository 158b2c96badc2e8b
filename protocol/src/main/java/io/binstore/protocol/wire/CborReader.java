package io.binstore.protocol.wire;

import io.binstore.protocol.model.Utf8;
import java.util.Arrays;

/**
 * Reads what {@link CborWriter} writes and insists on what comes next: whatever else is there is a {@link
 * MalformedMessage}.
 */
final class CborReader {

    private static final int TYPE_BITS = 0xe0;
    private static final int FOLLOWS_MAX = CborWriter.FOLLOWS + 3;

    private final byte[] bytes;
    private int at;

    CborReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Steps over a null if one comes next. */
    boolean nothing() {
        if (at < bytes.length && (bytes[at] & 0xff) == CborWriter.NULL) {
            at++;
            return true;
        }
        return false;
    }

    /** The length of the array that begins; never more than bytes are left, so that it may be believed. */
    int array() {
        long length = argument(CborWriter.ARRAY, "an array");
        if (length < 0 || length > bytes.length - at) {
            throw new MalformedMessage("an array is cut off at byte " + at);
        }
        return (int) length;
    }

    /** Begins an array that must have this length. */
    void array(int wanted, String name) {
        int length = array();
        if (length != wanted) {
            throw new MalformedMessage(
                    name + " has " + wanted + " elements, not " + length + ", at byte " + at);
        }
    }

    long number() {
        if (at < bytes.length && (bytes[at] & TYPE_BITS) == CborWriter.NEGATIVE) {
            return ~magnitude(CborWriter.NEGATIVE);
        }
        return magnitude(CborWriter.UNSIGNED);
    }

    private long magnitude(int type) {
        long magnitude = argument(type, "an integer");
        if (magnitude < 0) {
            throw new MalformedMessage("an integer of more than 64 bits at byte " + at);
        }
        return magnitude;
    }

    int smallNumber() {
        long number = number();
        if (number != (int) number) {
            throw new MalformedMessage("an integer of more than 32 bits at byte " + at);
        }
        return (int) number;
    }

    boolean bool() {
        int next = at < bytes.length ? bytes[at] & 0xff : -1;
        if (next != CborWriter.TRUE && next != CborWriter.FALSE) {
            throw unexpected("a boolean");
        }
        at++;
        return next == CborWriter.TRUE;
    }

    /** A byte string that must be well-formed UTF-8. */
    String text() {
        try {
            return Utf8.ofBytes(byteString()).toString();
        } catch (IllegalArgumentException e) {
            throw new MalformedMessage("not well formed: " + e.getMessage(), e);
        }
    }

    /** A byte string; another node of the cluster has checked its UTF-8. */
    Utf8 utf8() {
        return Utf8.trusted(byteString());
    }

    private byte[] byteString() {
        long length = argument(CborWriter.BYTES, "a byte string");
        if (length < 0 || length > bytes.length - at) {
            throw new MalformedMessage("a byte string is cut off at byte " + at);
        }
        int from = at;
        at += (int) length;
        return Arrays.copyOfRange(bytes, from, at);
    }

    void end() {
        if (at < bytes.length) {
            throw new MalformedMessage("bytes after the end of the message at byte " + at);
        }
    }

    /** Steps over the head of an item of this type; its argument is below 0 if it takes all 64 bits. */
    private long argument(int type, String name) {
        if (at >= bytes.length || (bytes[at] & TYPE_BITS) != type) {
            throw unexpected(name);
        }
        int bits = bytes[at] & ~TYPE_BITS & 0xff;
        if (bits > FOLLOWS_MAX) {
            throw unexpected(name);
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

    private MalformedMessage unexpected(String wanted) {
        return new MalformedMessage("expected " + wanted + ", found "
                + (at < bytes.length ? "0x" + Integer.toHexString(bytes[at] & 0xff) : "nothing")
                + " at byte " + at);
    }
}
