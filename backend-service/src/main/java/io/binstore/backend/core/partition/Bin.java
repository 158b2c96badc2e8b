package io.binstore.backend.core.partition;

import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Result;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The strings and lists of one bin, in code point order of their keys.
 */
public final class Bin {

    /** Estimated heap of an empty bin, of a map entry with its key, and of a list element, in bytes. */
    static final int OVERHEAD_BYTES = 200;
    static final int ENTRY_OVERHEAD_BYTES = 112;
    static final int ITEM_OVERHEAD_BYTES = 48;

    /** Most bins have only strings or only lists. */
    private static final KeyTable<?> NONE = new KeyTable<>();

    static final Bin NOTHING = new Bin();

    private KeyTable<byte[]> values = none();
    private KeyTable<List<Utf8>> lists = none();

    /** What a removal took away. */
    record Removal(long count, long bytes) {
    }

    @SuppressWarnings("unchecked") // it holds nothing of any type
    private static <V> KeyTable<V> none() {
        return (KeyTable<V>) NONE;
    }

    /** Sets a value that is not empty; returns by how many bytes the bin grew. */
    long set(Utf8 key, Utf8 value) {
        if (values == NONE) {
            values = new KeyTable<>();
        }
        byte[] old = values.put(key, value.bytes());
        return old == null ? ENTRY_OVERHEAD_BYTES + key.length() + value.length()
                : value.length() - old.length;
    }

    /** Returns by how many bytes the bin shrank. */
    long delete(Utf8 key) {
        byte[] old = values.remove(key);
        return old == null ? 0 : ENTRY_OVERHEAD_BYTES + key.length() + old.length;
    }

    /** Returns by how many bytes the bin grew. */
    long append(Utf8 key, Utf8 value) {
        List<Utf8> items = lists.get(key);
        long grown = ITEM_OVERHEAD_BYTES + value.length();
        if (items == null) {
            items = new ArrayList<>(2);
            if (lists == NONE) {
                lists = new KeyTable<>();
            }
            lists.put(key, items);
            grown += ENTRY_OVERHEAD_BYTES + key.length();
        }
        items.add(value);
        return grown;
    }

    /** Removes all equal elements. */
    Removal remove(Utf8 key, Utf8 value) {
        List<Utf8> items = lists.get(key);
        if (items == null) {
            return new Removal(0, 0);
        }
        int before = items.size();
        items.removeIf(value::equals);
        long count = before - items.size();
        long shrunk = count * (ITEM_OVERHEAD_BYTES + value.length());
        if (items.isEmpty()) {
            lists.remove(key);
            shrunk += ENTRY_OVERHEAD_BYTES + key.length();
        }
        return new Removal(count, shrunk);
    }

    @Nullable
    Utf8 value(Utf8 key) {
        byte[] value = values.get(key);
        return value == null ? null : Utf8.trusted(value);
    }

    List<Utf8> items(Utf8 key) {
        List<Utf8> items = lists.get(key);
        return items == null ? List.of() : items;
    }

    Result.Keys keys(Utf8 prefix, Utf8 suffix, @Nullable Utf8 after, int limit) {
        return scan(values, prefix, suffix, after, limit);
    }

    Result.Keys listKeys(Utf8 prefix, Utf8 suffix, @Nullable Utf8 after, int limit) {
        return scan(lists, prefix, suffix, after, limit);
    }

    /** Costs with the keys that have the prefix, not with the bin. */
    private static Result.Keys scan(KeyTable<?> table, Utf8 prefix, Utf8 suffix,
            @Nullable Utf8 after,
            int limit) {
        Utf8 above = after != null && after.compareTo(prefix) >= 0 ? after : null;
        Iterator<Utf8> keys = table.keysFrom(above == null ? prefix : above);
        List<Utf8> found = new ArrayList<>();
        while (keys.hasNext()) {
            Utf8 key = keys.next();
            if (!key.startsWith(prefix)) {
                break;
            }
            if (key.endsWith(suffix) && (above == null || !key.equals(above))) {
                if (limit > 0 && found.size() == limit) {
                    return new Result.Keys(found, found.get(limit - 1));
                }
                found.add(key);
            }
        }
        return new Result.Keys(found, null);
    }

    boolean isEmpty() {
        return values.isEmpty() && lists.isEmpty();
    }

    /** Tells all keys that hold a string, with that, in order. */
    public void forEachValue(BiConsumer<Utf8, Utf8> action) {
        values.forEach((key, value) -> action.accept(key, Utf8.trusted(value)));
    }

    /** The lists, for a snapshot; not to be changed. */
    public KeyTable<List<Utf8>> lists() {
        return lists;
    }
}
