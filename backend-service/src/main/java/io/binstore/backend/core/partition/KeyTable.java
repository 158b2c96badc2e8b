package io.binstore.backend.core.partition;

import static io.binstore.protocol.runtime.Invariants.check;

import io.binstore.protocol.model.Utf8;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Keys in code point order, each with what it holds.
 *
 * <p>
 * A sorted run of blocks, each a sorted run of keys beside their hashes. A store's memory is cold, and each step down a
 * tree of nodes waits for it twice or thrice; here a key is found by its hash in one stretch of memory. For the same
 * reason keys are held as their bytes and not as objects that hold these, and each lies beside what it holds.
 *
 * <p>
 * Long looks need it as it is at one moment. So it can be frozen, which costs nothing: whoever changes it goes on with a
 * fork, which shares the blocks of the frozen one and copies each before its first change there. What is held is shared
 * as well; what changes in place is {@link Forkable}, and forked with its block.
 */
public final class KeyTable<V> {

    /** A full block is cut in two. */
    static final int BLOCK_MAX = 64;
    private static final int BLOCK_ROOM = 2;

    /** The first key of each block but the first one, which takes whatever is below the second's. */
    private byte[][] firsts = new byte[1][];
    private Block[] blocks;
    private int blockCount;
    private int size;
    /** How many forks ago the first table was made; blocks of another generation are shared. */
    private final int generation;
    private boolean frozen;

    /** What a key can hold and change in place, in a table that may be frozen. */
    public interface Forkable {

        /** The same, to be changed from now on instead of this one. */
        Forkable fork();
    }

    KeyTable() {
        blocks = new Block[]{new Block(BLOCK_ROOM, 0)};
        blockCount = 1;
        generation = 0;
    }

    /** Shares the blocks of another. */
    private KeyTable(KeyTable<V> other) {
        blocks = other.blocks.clone();
        firsts = other.firsts.clone();
        blockCount = other.blockCount;
        size = other.size;
        generation = other.generation + 1;
    }

    /** From now on it stays as it is. */
    KeyTable<V> freeze() {
        frozen = true;
        return this;
    }

    /** Where to make the next change: here, or in a fork if this one is to stay as it is. */
    KeyTable<V> changeable() {
        return frozen ? new KeyTable<>(this) : this;
    }

    /** A run of keys, each followed by its value, and the hashes of the keys; sorted by key. */
    private static final class Block {
        private Object[] pairs;
        private int[] hashes;
        private int count;
        private final int generation;

        Block(int room, int generation) {
            this.pairs = new Object[2 * room];
            this.hashes = new int[room];
            this.generation = generation;
        }

        /** A copy for tables of this generation, as large as it needs to be. */
        Block fork(int newer) {
            Block fork = new Block(Math.max(BLOCK_ROOM, count), newer);
            fork.take(this, 0);
            for (int i = 1; i < 2 * count; i += 2) {
                if (pairs[i] instanceof Forkable changing) {
                    fork.pairs[i] = changing.fork();
                }
            }
            return fork;
        }

        byte[] key(int at) {
            return (byte[]) pairs[2 * at];
        }

        Object value(int at) {
            return pairs[2 * at + 1];
        }

        /** Where a key is, or -1. */
        int find(Utf8 key) {
            int hash = key.hashCode();
            for (int i = 0; i < count; i++) {
                if (hashes[i] == hash && Arrays.equals(key(i), key.bytes())) {
                    return i;
                }
            }
            return -1;
        }

        /** Where the first key is that is not below another. */
        int ceiling(Utf8 key) {
            int low = 0;
            int high = count;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (Arrays.compareUnsigned(key(middle), key.bytes()) < 0) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        void insert(int at, Utf8 key, Object value) {
            if (count == hashes.length) {
                widen(Math.min(2 * count, BLOCK_MAX));
            }
            move(at, at + 1);
            set(at, key, value);
            hashes[at] = key.hashCode();
            count++;
        }

        /** The key is replaced by its equal too, for the two to have come, and so to lie, together. */
        void set(int at, Utf8 key, Object value) {
            pairs[2 * at] = key.bytes();
            pairs[2 * at + 1] = value;
        }

        void remove(int at) {
            move(at + 1, at);
            count--;
            Arrays.fill(pairs, 2 * count, 2 * count + 2, null);
        }

        private void move(int from, int to) {
            System.arraycopy(pairs, 2 * from, pairs, 2 * to, 2 * (count - from));
            System.arraycopy(hashes, from, hashes, to, count - from);
        }

        private void widen(int room) {
            pairs = Arrays.copyOf(pairs, 2 * room);
            hashes = Arrays.copyOf(hashes, room);
        }

        /** The upper half, which this block loses. */
        Block cut() {
            int half = count / 2;
            Block upper = new Block(hashes.length, generation);
            upper.take(this, half);
            Arrays.fill(pairs, 2 * half, 2 * count, null);
            count = half;
            return upper;
        }

        /** Appends what another block holds from a place on. */
        void take(Block other, int from) {
            int more = other.count - from;
            if (count + more > hashes.length) {
                widen(BLOCK_MAX);
            }
            System.arraycopy(other.pairs, 2 * from, pairs, 2 * count, 2 * more);
            System.arraycopy(other.hashes, from, hashes, count, more);
            count += more;
        }
    }

    /** What a key holds, or null. */
    @Nullable
    V get(Utf8 key) {
        Block block = blocks[blockOf(key)];
        int at = block.find(key);
        return at < 0 ? null : value(block, at);
    }

    /** What a key holds, to be changed in place; or null. */
    @Nullable
    V own(Utf8 key) {
        int index = blockOf(key);
        int at = blocks[index].find(key);
        return at < 0 ? null : value(ownBlock(index), at);
    }

    /** A block that is to be changed, so it must not be shared. */
    private Block ownBlock(int index) {
        check(!frozen, "a frozen table stays as it is", "generation", generation, "size", size);
        Block block = blocks[index];
        if (block.generation != generation) {
            block = block.fork(generation);
            blocks[index] = block;
        }
        return block;
    }

    /** Lets a key hold something and returns what it held before, or null. */
    @Nullable
    V put(Utf8 key, V value) {
        int index = blockOf(key);
        Block block = ownBlock(index);
        int at = block.find(key);
        if (at >= 0) {
            V old = value(block, at);
            block.set(at, key, value);
            return old;
        }
        int place = block.ceiling(key);
        if (block.count < BLOCK_MAX) {
            block.insert(place, key, value);
        } else if (place == BLOCK_MAX && index + 1 == blockCount) {
            // Keys that only rise leave full blocks behind.
            Block next = new Block(BLOCK_MAX, generation);
            next.insert(0, key, value);
            insertBlock(index + 1, next);
        } else {
            Block upper = block.cut();
            boolean below = place <= block.count;
            (below ? block : upper).insert(below ? place : place - block.count, key, value);
            insertBlock(index + 1, upper);
        }
        size++;
        return null;
    }

    /** Takes a key out and returns what it held, or null. */
    @Nullable
    V remove(Utf8 key) {
        int index = blockOf(key);
        Block block = blocks[index];
        int at = block.find(key);
        if (at < 0) {
            return null;
        }
        V old = value(block, at);
        block = ownBlock(index);
        block.remove(at);
        size--;
        if (index + 1 < blockCount && block.count + blocks[index + 1].count <= BLOCK_MAX / 2) {
            block.take(ownBlock(index + 1), 0);
            removeBlock(index + 1);
        } else if (index > 0 && block.count == 0) {
            removeBlock(index);
        }
        return old;
    }

    /** The block that holds a key, if any does. */
    private int blockOf(Utf8 key) {
        int low = 1;
        int high = blockCount;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Arrays.compareUnsigned(firsts[middle], key.bytes()) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    private void insertBlock(int at, Block block) {
        if (blockCount == blocks.length) {
            blocks = Arrays.copyOf(blocks, 2 * blockCount);
            firsts = Arrays.copyOf(firsts, 2 * blockCount);
        }
        System.arraycopy(blocks, at, blocks, at + 1, blockCount - at);
        System.arraycopy(firsts, at, firsts, at + 1, blockCount - at);
        blocks[at] = block;
        firsts[at] = block.key(0);
        blockCount++;
    }

    @SuppressWarnings("NullAway") // a place that is free again
    private void removeBlock(int at) {
        System.arraycopy(blocks, at + 1, blocks, at, blockCount - at - 1);
        System.arraycopy(firsts, at + 1, firsts, at, blockCount - at - 1);
        blockCount--;
        blocks[blockCount] = null;
        firsts[blockCount] = null;
    }

    @SuppressWarnings("unchecked") // what was put in as one
    private V value(Block block, int at) {
        return (V) block.value(at);
    }

    public int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Tells all keys with what they hold, in order. */
    public void forEach(BiConsumer<? super Utf8, ? super V> action) {
        for (Cursor<V> cursor = cursor(); cursor.hasNext();) {
            byte[] key = cursor.next();
            action.accept(Utf8.trusted(key), cursor.value());
        }
    }

    /** A walk over all keys; not to be used any more once the table has changed. */
    public Cursor<V> cursor() {
        return new Cursor<>(this, 0, 0);
    }

    /** A walk over the keys from one on. */
    Cursor<V> cursor(Utf8 from) {
        int index = blockOf(from);
        return new Cursor<>(this, index, blocks[index].ceiling(from));
    }

    /** A walk over keys, in order. */
    public static final class Cursor<V> {

        private final KeyTable<V> table;
        private int index;
        private int at;

        private Cursor(KeyTable<V> table, int index, int at) {
            this.table = table;
            this.index = index;
            this.at = at;
        }

        public boolean hasNext() {
            while (index < table.blockCount && at == table.blocks[index].count) {
                index++;
                at = 0;
            }
            return index < table.blockCount;
        }

        /** The bytes of the next key, not to be changed. */
        public byte[] next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return table.blocks[index].key(at++);
        }

        /** What the key holds that came last; to be asked before the next one is looked for. */
        public V value() {
            return table.value(table.blocks[index], at - 1);
        }
    }
}
