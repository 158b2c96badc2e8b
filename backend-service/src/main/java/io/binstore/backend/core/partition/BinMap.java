package io.binstore.backend.core.partition;

import static io.binstore.protocol.runtime.Invariants.check;

import io.binstore.protocol.model.Utf8;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The bins of a partition by name. Every call asks here, so it is a hash table (open addressing, linear probing).
 *
 * <p>
 * As a {@link KeyTable} it can be frozen, and whoever changes it goes on with a fork, for which references to all bins
 * are copied: a few hundred microseconds for a hundred thousand. A bin is forked before its first change there.
 */
public final class BinMap {

    private static final int ROOM = 4;

    private @Nullable Utf8[] names;
    private @Nullable Bin[] bins;
    private int[] hashes;
    private int size;
    private final int generation;
    private boolean frozen;

    BinMap() {
        names = new Utf8[ROOM];
        bins = new Bin[ROOM];
        hashes = new int[ROOM];
        generation = 0;
    }

    private BinMap(BinMap other) {
        names = other.names.clone();
        bins = other.bins.clone();
        hashes = other.hashes.clone();
        size = other.size;
        generation = other.generation + 1;
    }

    /** From now on it stays as it is. */
    BinMap freeze() {
        frozen = true;
        return this;
    }

    /** Where to make the next change: here, or in a fork if this one is to stay as it is. */
    BinMap changeable() {
        return frozen ? new BinMap(this) : this;
    }

    @Nullable
    Bin get(Utf8 name) {
        return bins[placeOf(name, hash(name))];
    }

    /** A bin that is to be changed, or null. */
    @Nullable
    Bin own(Utf8 name) {
        int place = placeOf(name, hash(name));
        Bin bin = bins[place];
        if (bin != null && bin.generation() != generation) {
            check(!frozen, "a frozen map stays as it is", "generation", generation, "size", size);
            bin = bin.fork(generation);
            bins[place] = bin;
        }
        return bin;
    }

    /** Adds a bin that is not there yet. */
    Bin add(Utf8 name) {
        check(!frozen, "a frozen map stays as it is", "generation", generation, "size", size);
        if (4 * (size + 1) > 3 * names.length) {
            widen();
        }
        Bin bin = new Bin(generation);
        put(name, hash(name), bin);
        size++;
        return bin;
    }

    private void put(Utf8 name, int hash, Bin bin) {
        int place = placeOf(name, hash);
        names[place] = name;
        bins[place] = bin;
        hashes[place] = hash;
    }

    private void widen() {
        BinMap narrow = new BinMap(this);
        int room = 2 * names.length;
        names = new Utf8[room];
        bins = new Bin[room];
        hashes = new int[room];
        for (int i = 0; i < narrow.names.length; i++) {
            Utf8 name = narrow.names[i];
            Bin bin = narrow.bins[i];
            if (name != null && bin != null) {
                put(name, narrow.hashes[i], bin);
            }
        }
    }

    /** Takes a bin out that is there; those that probed past it move up. */
    void remove(Utf8 name) {
        check(!frozen, "a frozen map stays as it is", "generation", generation, "size", size);
        int mask = names.length - 1;
        int hole = placeOf(name, hash(name));
        for (int at = hole + 1 & mask; names[at] != null; at = at + 1 & mask) {
            int probed = at - hashes[at] & mask;
            if (probed >= (at - hole & mask)) {
                names[hole] = names[at];
                bins[hole] = bins[at];
                hashes[hole] = hashes[at];
                hole = at;
            }
        }
        names[hole] = null;
        bins[hole] = null;
        size--;
    }

    /** Where a bin is, or would be. */
    private int placeOf(Utf8 name, int hash) {
        int mask = names.length - 1;
        int place = hash & mask;
        while (names[place] != null
                && !(hashes[place] == hash && name.equals(names[place]))) {
            place = place + 1 & mask;
        }
        return place;
    }

    private static int hash(Utf8 name) {
        int hash = name.hashCode();
        return hash ^ hash >>> 16;
    }

    public int size() {
        return size;
    }

    /** A walk over all bins, in an order that their history decides; not to be used once the map has changed. */
    public Cursor cursor() {
        return new Cursor(this);
    }

    /** A walk over bins. */
    public static final class Cursor {

        private final BinMap map;
        private int at = -1;

        private Cursor(BinMap map) {
            this.map = map;
        }

        private int after() {
            int next = at + 1;
            while (next < map.names.length && map.names[next] == null) {
                next++;
            }
            return next;
        }

        public boolean hasNext() {
            return after() < map.names.length;
        }

        /** The name of the next bin. */
        public Utf8 next() {
            at = after();
            Utf8 name = at < map.names.length ? map.names[at] : null;
            if (name == null) {
                throw new NoSuchElementException();
            }
            return name;
        }

        /** The bin whose name came last. */
        public Bin bin() {
            Bin bin = map.bins[at];
            return bin == null ? Bin.NOTHING : bin;
        }
    }
}
