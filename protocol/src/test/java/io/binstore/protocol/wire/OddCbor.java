package io.binstore.protocol.wire;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Writes a document in one of the many ways that mean the same (RFC 8949). */
final class OddCbor {

    private static final int TEXT = 3;
    private static final int TAG = 6;
    private static final int BREAK = 0xff;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Random random;

    private OddCbor(Random random) {
        this.random = random;
    }

    static byte[] encode(@Nullable Object tree, Random random) {
        OddCbor odd = new OddCbor(random);
        odd.write(tree);
        return odd.out.toByteArray();
    }

    private void write(@Nullable Object tree) {
        if (tree instanceof Map<?, ?> fields) {
            maybeTag();
            List<Map.Entry<?, ?>> shuffled = new ArrayList<>(fields.entrySet());
            Collections.shuffle(shuffled, random);
            boolean open = begin(5, shuffled.size());
            shuffled.forEach(field -> {
                write(field.getKey());
                write(field.getValue());
            });
            end(open);
        } else if (tree instanceof List<?> elements) {
            maybeTag();
            boolean open = begin(4, elements.size());
            elements.forEach(this::write);
            end(open);
        } else if (tree instanceof BigInteger number) {
            maybeTag();
            writeNumber(number);
        } else if (tree instanceof String text) {
            writeText(text);
        } else {
            throw new IllegalArgumentException("not in a request: " + tree);
        }
    }

    private void writeNumber(BigInteger number) {
        if (random.nextInt(4) == 0) {
            byte[] digits = number.toByteArray();
            head(TAG, 2);
            head(2, digits.length);
            out.writeBytes(digits);
        } else {
            head(0, number.longValue());
        }
    }

    /** Chunks end between code points, as they must. */
    private void writeText(String text) {
        if (random.nextInt(4) != 0) {
            byte[] whole = text.getBytes(StandardCharsets.UTF_8);
            head(TEXT, whole.length);
            out.writeBytes(whole);
            return;
        }
        out.write(TEXT << 5 | 31);
        int[] points = text.codePoints().toArray();
        for (int from = 0; from < points.length;) {
            int count = Math.min(points.length - from, random.nextInt(points.length + 1));
            byte[] chunk = new String(points, from, count).getBytes(StandardCharsets.UTF_8);
            head(TEXT, chunk.length);
            out.writeBytes(chunk);
            from += count;
        }
        out.write(BREAK);
    }

    private void maybeTag() {
        if (random.nextInt(8) == 0) {
            head(TAG, 55_799);
        }
    }

    private boolean begin(int type, int size) {
        boolean open = random.nextBoolean();
        if (open) {
            out.write(type << 5 | 31);
        } else {
            head(type, size);
        }
        return open;
    }

    private void end(boolean open) {
        if (open) {
            out.write(BREAK);
        }
    }

    /** @param argument all of its 64 bits count */
    private void head(int type, long argument) {
        int least =
                argument >>> 32 != 0 ? 3 : argument >>> 16 != 0 ? 2 : argument >>> 8 != 0 ? 1 : 0;
        if (argument >= 0 && argument < 24 && random.nextBoolean()) {
            out.write(type << 5 | (int) argument);
            return;
        }
        int power = least + random.nextInt(4 - least);
        out.write(type << 5 | 24 + power);
        for (int shift = (8 << power) - 8; shift >= 0; shift -= 8) {
            out.write((int) (argument >>> shift));
        }
    }
}
