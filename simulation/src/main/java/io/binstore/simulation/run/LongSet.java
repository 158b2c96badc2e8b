package io.binstore.simulation.run;

import java.util.stream.LongStream;

/** A set of hashes, open addressing; 0 stands for an empty place and is never a member. */
final class LongSet {

    private long[] places;
    private int size;

    LongSet(int capacity) {
        places = new long[Integer.highestOneBit(Math.max(8, capacity) * 2 - 1)];
    }

    /** Whether it was new. */
    boolean add(long hash) {
        if (!put(places, hash)) {
            return false;
        }
        size++;
        if (size * 2 > places.length) {
            long[] wider = new long[places.length * 2];
            for (long each : places) {
                put(wider, each);
            }
            places = wider;
        }
        return true;
    }

    private static boolean put(long[] places, long hash) {
        if (hash == 0) {
            return false;
        }
        int place = (int) hash & places.length - 1;
        while (places[place] != 0) {
            if (places[place] == hash) {
                return false;
            }
            place = place + 1 & places.length - 1;
        }
        places[place] = hash;
        return true;
    }

    int size() {
        return size;
    }

    long[] toArray() {
        return LongStream.of(places).filter(each -> each != 0).toArray();
    }
}
