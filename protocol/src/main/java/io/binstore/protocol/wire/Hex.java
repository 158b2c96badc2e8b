package io.binstore.protocol.wire;

import java.util.HexFormat;

/** Fixed-width lower-case hexadecimal numbers, read back strictly. */
final class Hex {

    private static final int DIGITS = 16;

    private Hex() {
    }

    static String of(long number) {
        return HexFormat.of().toHexDigits(number);
    }

    static String of(long high, long low) {
        return of(high) + of(low);
    }

    /** @throws IllegalArgumentException if the text is not 16 hex digits */
    static long number(String text) {
        if (text.length() != DIGITS) {
            throw new IllegalArgumentException("must be 16 hex digits");
        }
        return HexFormat.fromHexDigitsToLong(text);
    }

    /**
     * The two halves of 32 hex digits. @throws IllegalArgumentException if the text is anything
     * else
     */
    static long[] pair(String text) {
        if (text.length() != 2 * DIGITS) {
            throw new IllegalArgumentException("must be 32 hex digits");
        }
        return new long[]{HexFormat.fromHexDigitsToLong(text, 0, DIGITS),
                HexFormat.fromHexDigitsToLong(text, DIGITS, 2 * DIGITS)};
    }
}
