package io.binstore.backend.http;

import io.binstore.protocol.model.Utf8;
import java.io.ByteArrayOutputStream;

/**
 * Takes the percent-encoding off a part of a URI, once; what comes out is a string of UTF-8 or
 * nothing.
 */
final class PercentEncoding {

    private PercentEncoding() {
    }

    /**
     * @param encoded ASCII, as the container lets nothing else through
     * @param plusIsSpace as in a query, where forms write spaces so
     * @throws IllegalArgumentException if an escape is broken or the bytes are no UTF-8; the
     * message says which
     */
    static Utf8 decode(String encoded, boolean plusIsSpace) {
        if (encoded.indexOf('%') < 0) {
            return Utf8.of(plusIsSpace ? encoded.replace('+', ' ') : encoded);
        }
        var bytes = new ByteArrayOutputStream(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '%') {
                bytes.write(hex(encoded, i + 1) << 4 | hex(encoded, i + 2));
                i += 2;
            } else {
                bytes.write(c == '+' && plusIsSpace ? ' ' : c);
            }
        }
        return Utf8.ofBytes(bytes.toByteArray());
    }

    private static int hex(String encoded, int index) {
        int digit = index < encoded.length() ? Character.digit(encoded.charAt(index), 16) : -1;
        if (digit < 0) {
            throw new IllegalArgumentException("a % without two hex digits after it");
        }
        return digit;
    }
}
