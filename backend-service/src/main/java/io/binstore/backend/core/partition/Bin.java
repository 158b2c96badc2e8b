package io.binstore.backend.core.partition;

import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Read;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The strings and lists of one bin, in code point order of their keys.
 */
public final class Bin {

    /** Estimated heap of an empty bin, of a map entry with its key, and of a list element, in bytes. */
    static final int OVERHEAD_BYTES = 200;
    static final int ENTRY_OVERHEAD_BYTES = 112;
    static final int ITEM_OVERHEAD_BYTES = 16;

    /** Most bins have only strings or only lists. */
    private static final KeyTable<?> NONE = new KeyTable<>().freeze();

    public static final Bin NOTHING = new Bin(0);

    private KeyTable<byte[]> values;
    private KeyTable<ItemList> lists;
    private final int generation;

    /** What a removal took away. */
    record Removal(long count, long bytes) {
    }

    /** @param generation the one of the map that may change it; it is shared with maps of later ones */
    Bin(int generation) {
        this(none(), none(), generation);
    }

    private Bin(KeyTable<byte[]> values, KeyTable<ItemList> lists, int generation) {
        this.values = values;
        this.lists = lists;
        this.generation = generation;
    }

    @SuppressWarnings("unchecked") // it holds nothing of any type
    private static <V> KeyTable<V> none() {
        return (KeyTable<V>) NONE;
    }

    /** The same, to be changed from now on instead of this one. */
    Bin fork(int newer) {
        return new Bin(values.freeze(), lists.freeze(), newer);
    }

    int generation() {
        return generation;
    }

    /** Sets a value that is not empty; returns by how many bytes the bin grew. */
    long set(Utf8 key, Utf8 value) {
        values = values.changeable();
        byte[] old = values.put(key, value.bytes());
        return old == null ? ENTRY_OVERHEAD_BYTES + key.length() + value.length()
                : value.length() - old.length;
    }

    /** Returns by how many bytes the bin shrank. */
    long delete(Utf8 key) {
        values = values.changeable();
        byte[] old = values.remove(key);
        return old == null ? 0 : ENTRY_OVERHEAD_BYTES + key.length() + old.length;
    }

    /** Returns by how many bytes the bin grew. */
    long append(Utf8 key, Utf8 value) {
        lists = lists.changeable();
        ItemList items = lists.own(key);
        long grown = ITEM_OVERHEAD_BYTES + value.length();
        if (items == null) {
            items = new ItemList();
            lists.put(key, items);
            grown += ENTRY_OVERHEAD_BYTES + key.length();
        }
        items.add(value);
        return grown;
    }

    /** Removes all equal elements. */
    Removal remove(Utf8 key, Utf8 value) {
        lists = lists.changeable();
        ItemList items = lists.own(key);
        if (items == null) {
            return new Removal(0, 0);
        }
        long count = items.removeAll(value);
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

    /** The elements of a list as they are now. */
    List<Utf8> items(Utf8 key) {
        ItemList items = lists.get(key);
        return items == null ? List.of() : items.view();
    }

    Scan scan(Read.Scan read) {
        return new Scan(read instanceof Read.Keys ? values : lists, read);
    }

    boolean isEmpty() {
        return values.isEmpty() && lists.isEmpty();
    }

    /** The strings, to be looked at only. */
    public KeyTable<byte[]> values() {
        return values;
    }

    /** The lists, to be looked at only. */
    public KeyTable<ItemList> lists() {
        return lists;
    }
}
