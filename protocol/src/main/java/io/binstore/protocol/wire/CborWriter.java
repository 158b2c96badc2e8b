package io.binstore.protocol.wire;

import java.util.Arrays;

/**
 * Writes the part of CBOR (RFC 8949) that messages are made of, each item in its shortest form.
 *
 * <p>
 * Messages are encoded and decoded several times for every write, and a general generator and parser took more of the
 * processor than the store itself; {@link CborReader} and {@link CborBodyReader} are the other half.
 */
final class CborWriter {

    static final int UNSIGNED = 0;
    static final int NEGATIVE = 1 << 5;
    static final int BYTES = 2 << 5;
    static final int TEXT = 3 << 5;
    static final int ARRAY = 4 << 5;
    static final int MAP = 5 << 5;
    static final int TAG = 6 << 5;
    static final int FALSE = 0xf4;
    static final int TRUE = 0xf5;
    static final int NULL = 0xf6;
    /** Ends what has no length said. */
    static final int BREAK = 0xff;
    /** The argument follows the initial byte in 1, 2, 4 or 8 bytes from here on. */
    static final int FOLLOWS = 24;
    /** In place of the argument: a break will end it. */
    static final int INDEFINITE = 31;

    private static final int ROOM = 256;
    private static final int HEAD_BYTES_MAX = 9;

    private byte[] bytes = new byte[ROOM];
    private int size;

    void number(long value) {
        if (value >= 0) {
            head(UNSIGNED, value);
        } else {
            head(NEGATIVE, ~value);
        }
    }

    /** @param value all of its 64 bits count */
    void unsigned(long value) {
        head(UNSIGNED, value);
    }

    void bytes(byte[] value) {
        string(BYTES, value);
    }

    /** @param value well-formed UTF-8 */
    void text(byte[] value) {
        string(TEXT, value);
    }

    private void string(int type, byte[] value) {
        head(type, value.length);
        encoded(value);
    }

    /** So many elements follow. */
    void array(int length) {
        head(ARRAY, length);
    }

    /** Names and values follow, and then the {@link #end}. */
    void beginMap() {
        initial(MAP | INDEFINITE);
    }

    void end() {
        initial(BREAK);
    }

    void bool(boolean value) {
        initial(value ? TRUE : FALSE);
    }

    void nothing() {
        initial(NULL);
    }

    private void initial(int value) {
        makeRoom(1);
        bytes[size++] = (byte) value;
    }

    /** @param argument all of its 64 bits count */
    private void head(int type, long argument) {
        makeRoom(HEAD_BYTES_MAX);
        if (argument >= 0 && argument < FOLLOWS) {
            bytes[size++] = (byte) (type | (int) argument);
            return;
        }
        int power =
                argument >>> 8 == 0 ? 0 : argument >>> 16 == 0 ? 1 : argument >>> 32 == 0 ? 2 : 3;
        bytes[size++] = (byte) (type | FOLLOWS + power);
        for (int shift = (8 << power) - 8; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (argument >>> shift);
        }
    }

    private void makeRoom(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }

    /** Items that were written before, as they were. */
    void encoded(byte[] items) {
        makeRoom(items.length);
        System.arraycopy(items, 0, bytes, size, items.length);
        size += items.length;
    }

    /** How many bytes there are. */
    int size() {
        return size;
    }

    /** What was written since there were so many bytes. */
    byte[] since(int from) {
        return Arrays.copyOfRange(bytes, from, size);
    }

    /** Leaves four bytes free at the beginning, for the length. */
    void beginFrame() {
        size = Integer.BYTES;
    }

    /** The frame: the length of what was written, and that itself. */
    byte[] toFrame() {
        int length = size - Integer.BYTES;
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes[i] = (byte) (length >>> 8 * (Integer.BYTES - 1 - i));
        }
        return toByteArray();
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }
}
