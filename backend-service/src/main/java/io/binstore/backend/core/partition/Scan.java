package io.binstore.backend.core.partition;

import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.operation.Result;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One look at the keys of a bin, in as many steps as it needs. It costs with the keys that have the prefix, not with the
 * bin.
 *
 * <p>
 * Until it is frozen it may be continued only while nothing has changed.
 */
final class Scan {

    private final KeyTable<?> table;
    private final KeyTable.Cursor<?> keys;
    private final byte[] prefix;
    private final byte[] suffix;
    private final byte @Nullable [] above;
    private final int limit;
    private final KeyList found = new KeyList();
    private Result.@Nullable Keys result;

    Scan(KeyTable<?> table, Read.Scan read) {
        Utf8 after = read.after();
        Utf8 first = after != null && after.compareTo(read.prefix()) >= 0 ? after : null;
        this.table = table;
        this.keys = table.cursor(first == null ? read.prefix() : first);
        this.prefix = read.prefix().bytes();
        this.suffix = read.suffix().bytes();
        this.above = first == null ? null : first.bytes();
        this.limit = read.limit();
    }

    /** What it looks at stays as it is: that moment is the one of the answer, however long the rest takes. */
    void freeze() {
        table.freeze();
    }

    /** Looks at so many further keys, matching or not; returns whether that was the last step. */
    boolean step(int keysMax) {
        for (int left = keysMax; result == null && left > 0; left--) {
            result = lookAtOne();
        }
        return result != null;
    }

    /** Looks at the next key; returns the result if there is nothing more to look at. */
    private Result.@Nullable Keys lookAtOne() {
        if (!keys.hasNext()) {
            return new Result.Keys(found, null);
        }
        byte[] key = keys.next();
        if (!startsWith(key, prefix)) {
            return new Result.Keys(found, null);
        }
        if (endsWith(key, suffix) && !Arrays.equals(key, above)) {
            if (limit > 0 && found.size() == limit) {
                return new Result.Keys(found, found.getLast());
            }
            found.add(key);
        }
        return null;
    }

    private static boolean startsWith(byte[] key, byte[] prefix) {
        return prefix.length == 0 || key.length >= prefix.length
                && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }

    private static boolean endsWith(byte[] key, byte[] suffix) {
        int from = key.length - suffix.length;
        return suffix.length == 0
                || from >= 0 && Arrays.equals(key, from, key.length, suffix, 0, suffix.length);
    }

    /** All of the answer, once the last step has been made. */
    Result.Keys result() {
        if (result == null) {
            throw new IllegalStateException("the scan is not over");
        }
        return result;
    }

    /** The answer, in one step. */
    Result.Keys whole() {
        step(Integer.MAX_VALUE);
        return result();
    }
}
