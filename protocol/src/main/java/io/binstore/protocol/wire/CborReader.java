package io.binstore.protocol.wire;

import io.binstore.protocol.model.Utf8;
import java.util.Arrays;

/**
 * Reads what {@link CborWriter} writes and insists on what comes next: whatever else is there is a {@link
 * MalformedMessage}.
 */
final class CborReader extends CborInput {

    CborReader(byte[] bytes) {
        super(bytes);
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

    String text() {
        return utf8().toString();
    }

    /** A byte string that must be well-formed UTF-8. */
    Utf8 utf8() {
        try {
            return Utf8.ofBytes(byteString());
        } catch (IllegalArgumentException e) {
            throw new MalformedMessage("not well formed: " + e.getMessage(), e);
        }
    }

    private byte[] byteString() {
        expect(CborWriter.BYTES, "a byte string");
        int length = stringLength();
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    /** Steps over these items if they come next, byte by byte the same. */
    boolean pass(byte[] items) {
        if (bytes.length - at < items.length
                || !Arrays.equals(bytes, at, at + items.length, items, 0, items.length)) {
            return false;
        }
        at += items.length;
        return true;
    }

    /** What was read since it stood there. */
    byte[] since(int from) {
        return Arrays.copyOfRange(bytes, from, at);
    }

    void end() {
        if (at < bytes.length) {
            throw new MalformedMessage("bytes after the end of the message at byte " + at);
        }
    }

    private long argument(int type, String name) {
        expect(type, name);
        return argument();
    }

    private void expect(int type, String name) {
        if (at >= bytes.length || (bytes[at] & TYPE_BITS) != type
                || (bytes[at] & ~TYPE_BITS & 0xff) > FOLLOWS_MAX) {
            throw unexpected(name);
        }
    }

    private MalformedMessage unexpected(String wanted) {
        return new MalformedMessage("expected " + wanted + ", found "
                + (at < bytes.length ? "0x" + Integer.toHexString(bytes[at] & 0xff) : "nothing")
                + " at byte " + at);
    }
}
