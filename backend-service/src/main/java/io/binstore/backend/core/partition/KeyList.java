package io.binstore.backend.core.partition;

import io.binstore.protocol.model.Utf8;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * The keys that a scan has found, as the bytes that the table holds: an object for each of a million keys would be work
 * for the garbage collector before it is even answered.
 */
final class KeyList extends AbstractList<Utf8> implements RandomAccess {

    private static final int ROOM = 8;

    private byte[][] keys = new byte[ROOM][];
    private int size;

    /** Not to be called any more once the list has been handed out. */
    void add(byte[] key) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
        }
        keys[size++] = key;
    }

    @Override
    public Utf8 get(int index) {
        return Utf8.trusted(keys[Objects.checkIndex(index, size)]);
    }

    @Override
    public int size() {
        return size;
    }
}
