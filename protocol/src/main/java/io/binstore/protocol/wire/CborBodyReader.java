package io.binstore.protocol.wire;

import io.binstore.protocol.model.Utf8;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads CBOR (RFC 8949) of any writer: lengths known or not, integers of any width and big numbers, text in chunks, tags
 * that change nothing.
 *
 * <p>
 * Every call of an SDK comes this way, so texts are copied once, from the body to the value that is stored, and names
 * that are known are not turned into strings.
 */
final class CborBodyReader extends BodyReader {

    private static final int UNDEFINED = 0xf7;
    private static final int BIG_POSITIVE = 2;
    private static final int BIG_NEGATIVE = 3;
    private static final int LEVELS = 6;
    private static final long UNKNOWN_LENGTH = -1;

    private final CborInput in;
    /** What is left of each object and array that the cursor is in, from the outermost on. */
    private long[] left = new long[LEVELS];
    /** The name of the current field of each; null in an array. */
    private @Nullable String[] names = new @Nullable String[LEVELS];
    /** The index of the current element of each. */
    private int[] indexes = new int[LEVELS];
    private int depth;

    /** The integer that was read last: its magnitude as 64 bits, or {@code wide} if those do not hold it. */
    private long magnitude;
    private boolean negative;
    private boolean wide;

    private CborBodyReader(CborInput in) {
        this.in = in;
    }

    static <T> T readAll(byte[] body, Function<BodyReader, T> value) {
        CborInput in = new CborInput(body);
        if (body.length == 0) {
            throw new InvalidOps(Problem.INVALID_JSON, "", "empty");
        }
        try {
            T result = value.apply(new CborBodyReader(in));
            if (in.at < body.length) {
                throw new InvalidOps(Problem.INVALID_JSON, "",
                        "something follows the end of the value");
            }
            return result;
        } catch (MalformedMessage e) {
            throw new InvalidOps(Problem.INVALID_JSON, "", "not well formed: " + e.getMessage());
        }
    }

    @Override
    void beginObject() {
        if (type() != CborWriter.MAP) {
            throw refuse("must be an object");
        }
        begin();
    }

    @Override
    void beginArray() {
        if (type() != CborWriter.ARRAY) {
            throw refuse("must be an array");
        }
        begin();
        indexes[depth - 1] = -1;
    }

    private void begin() {
        if (depth == left.length) {
            left = Arrays.copyOf(left, depth * 2);
            names = Arrays.copyOf(names, depth * 2);
            indexes = Arrays.copyOf(indexes, depth * 2);
        }
        if ((in.peek() & ~CborInput.TYPE_BITS) == CborWriter.INDEFINITE) {
            in.at++;
            left[depth] = UNKNOWN_LENGTH;
        } else {
            // However long it claims to be, it ends with the body.
            left[depth] = in.argument() & Long.MAX_VALUE;
        }
        names[depth] = null;
        depth++;
    }

    /** Whether there is another field or element here; leaves the object or array if not. */
    private boolean more() {
        long here = left[depth - 1];
        if (here == UNKNOWN_LENGTH ? !in.passBreak() : here > 0) {
            left[depth - 1] -= here == UNKNOWN_LENGTH ? 0 : 1;
            return true;
        }
        depth--;
        return false;
    }

    @Override
    @Nullable
    String nextName() {
        if (!more()) {
            return null;
        }
        String name = name();
        names[depth - 1] = name;
        return name;
    }

    private String name() {
        int initial = in.peek();
        int type = initial & CborInput.TYPE_BITS;
        if (type == CborWriter.TEXT || type == CborWriter.BYTES) {
            String known = known(initial);
            try {
                return known == null ? Utf8.ofBytes(in.string()).toString() : known;
            } catch (IllegalArgumentException e) {
                throw new MalformedMessage("a name is not well formed: " + e.getMessage(), e);
            }
        }
        if (type == CborWriter.UNSIGNED || type == CborWriter.NEGATIVE) {
            readInteger();
            return negative ? "-" + Long.toUnsignedString(magnitude + 1)
                    : Long.toUnsignedString(magnitude);
        }
        throw new MalformedMessage("no name of a field at byte " + in.at);
    }

    /** Steps over a string if it is in one piece and one of the words of the shapes. */
    private @Nullable String known(int initial) {
        if ((initial & ~CborInput.TYPE_BITS) == CborWriter.INDEFINITE) {
            return null;
        }
        int start = in.at;
        int length = in.stringLength();
        String known = Words.find(in.bytes, in.at, length);
        in.at = known == null ? start : in.at + length;
        return known;
    }

    @Override
    boolean nextElement() {
        if (!more()) {
            return false;
        }
        indexes[depth - 1]++;
        // What is no item at all must not be taken for one of the wrong type.
        in.peek();
        return true;
    }

    @Override
    void skip() {
        in.skip();
    }

    @Override
    boolean nothing() {
        type();
        if (in.peek() != CborWriter.NULL && in.peek() != UNDEFINED) {
            return false;
        }
        in.at++;
        return true;
    }

    @Override
    boolean bool() {
        type();
        int initial = in.peek();
        if (initial != CborWriter.TRUE && initial != CborWriter.FALSE) {
            throw refuse("must be true or false");
        }
        in.at++;
        return initial == CborWriter.TRUE;
    }

    @Override
    Utf8 utf8() {
        if ((in.peek() & CborInput.TYPE_BITS) != CborWriter.TEXT) {
            throw refuse("must be a string");
        }
        try {
            return Utf8.ofBytes(in.string());
        } catch (IllegalArgumentException | MalformedMessage e) {
            throw refuse("no valid Unicode: " + e.getMessage());
        }
    }

    @Override
    String word() {
        int initial = in.peek();
        if ((initial & CborInput.TYPE_BITS) == CborWriter.TEXT) {
            String known = known(initial);
            if (known != null) {
                return known;
            }
        }
        return text();
    }

    @Override
    long unsigned() {
        integer();
        if (negative || wide) {
            throw notUnsigned();
        }
        return magnitude;
    }

    @Override
    long between(long min, long max) {
        integer();
        long number = negative ? ~magnitude : magnitude;
        if (wide || magnitude < 0 || number < min || number > max) {
            throw notBetween(min, max);
        }
        return number;
    }

    private void integer() {
        long tag = passTags();
        int type = in.peek() & CborInput.TYPE_BITS;
        if (type == CborWriter.BYTES && (tag == BIG_POSITIVE || tag == BIG_NEGATIVE)) {
            readBigInteger(tag == BIG_NEGATIVE);
        } else if (type == CborWriter.UNSIGNED || type == CborWriter.NEGATIVE) {
            readInteger();
        } else {
            throw refuse("must be an integer");
        }
    }

    private void readInteger() {
        negative = (in.peek() & CborInput.TYPE_BITS) == CborWriter.NEGATIVE;
        magnitude = in.argument();
        wide = false;
    }

    private void readBigInteger(boolean below) {
        byte[] digits = in.string();
        negative = below;
        magnitude = 0;
        wide = false;
        for (byte digit : digits) {
            wide |= magnitude >>> Long.SIZE - Byte.SIZE != 0;
            magnitude = magnitude << Byte.SIZE | digit & 0xff;
        }
    }

    /** The type of the current value; tags before it are passed over. */
    private int type() {
        passTags();
        return in.peek() & CborInput.TYPE_BITS;
    }

    /** Passes over tags and answers the last one, or -1. */
    private long passTags() {
        long tag = -1;
        while ((in.peek() & CborInput.TYPE_BITS) == CborWriter.TAG) {
            tag = in.argument();
        }
        return tag;
    }

    @Override
    String path() {
        StringBuilder path = new StringBuilder();
        for (int level = 0; level < depth; level++) {
            if (names[level] != null) {
                path.append(path.length() == 0 ? "" : ".").append(names[level]);
            } else if (indexes[level] >= 0) {
                path.append('[').append(indexes[level]).append(']');
            }
        }
        return path.toString();
    }
}
