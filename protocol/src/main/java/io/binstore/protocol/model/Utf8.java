package io.binstore.protocol.model;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An immutable Unicode string held as its UTF-8 bytes.
 *
 * <p>
 * Names and values are encoded once at the edge and travel as bytes from there on. The order of the
 * bytes, taken as unsigned, is the order of the code points, which is the order that scans promise.
 */
public final class Utf8 implements Comparable<Utf8> {

    public static final Utf8 EMPTY = new Utf8(new byte[0]);

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long NOT_ASCII = 0x8080808080808080L;

    private final byte[] bytes;
    private int hash;

    private Utf8(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Encodes a string.
     *
     * @throws IllegalArgumentException if the string holds a lone surrogate, which UTF-8 cannot carry
     */
    public static Utf8 of(String text) {
        if (text.isEmpty()) {
            return EMPTY;
        }
        // getBytes replaces what it cannot encode by '?', and only a lone surrogate cannot be encoded.
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c) || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw new IllegalArgumentException("lone surrogate at index " + i);
                }
                i++;
            }
        }
        return new Utf8(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Takes bytes that come from outside; the array must not be changed afterwards.
     *
     * @throws IllegalArgumentException if the bytes are not well-formed UTF-8
     */
    public static Utf8 ofBytes(byte[] bytes) {
        if (isAscii(bytes)) {
            return trusted(bytes);
        }
        try {
            StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT).decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("not well-formed UTF-8", e);
        }
        return new Utf8(bytes);
    }

    /** Takes bytes that are known to be well-formed, such as those of another {@code Utf8}; they are not copied. */
    public static Utf8 trusted(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Utf8(bytes);
    }

    private static boolean isAscii(byte[] bytes) {
        int i = 0;
        for (; i <= bytes.length - Long.BYTES; i += Long.BYTES) {
            if (((long) EIGHT_BYTES.get(bytes, i) & NOT_ASCII) != 0) {
                return false;
            }
        }
        for (; i < bytes.length; i++) {
            if (bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }

    /** The bytes themselves, not a copy: they must not be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** The length in bytes. */
    public int length() {
        return bytes.length;
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    public boolean startsWith(Utf8 prefix) {
        int length = prefix.bytes.length;
        return length <= bytes.length && Arrays.equals(bytes, 0, length, prefix.bytes, 0, length);
    }

    public boolean endsWith(Utf8 suffix) {
        int from = bytes.length - suffix.bytes.length;
        return from >= 0
                && Arrays.equals(bytes, from, bytes.length, suffix.bytes, 0, suffix.bytes.length);
    }

    @Override
    public int compareTo(Utf8 other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Utf8 that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        if (hash == 0) {
            hash = Arrays.hashCode(bytes);
        }
        return hash;
    }

    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
