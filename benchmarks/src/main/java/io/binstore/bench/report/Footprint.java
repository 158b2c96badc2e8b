package io.binstore.bench.report;

import io.binstore.bench.host.Memory;

/**
 * What a store's servers take, all together.
 *
 * @param entries keys with a value
 * @param empty before the first key was set
 * @param filled with every key set, before the load
 * @param end after the last round
 * @param idleMillisPerSecond processor time of the servers while nobody calls
 */
public record Footprint(String store, int servers, int entries, Memory empty, Memory filled,
        Memory end, double idleMillisPerSecond) {

    private static final int REPLICAS = 3;

    /** Bytes of resident memory that an entry took in each replica. */
    double residentPerEntry() {
        return (double) (filled.residentBytes() - empty.residentBytes()) / entries / REPLICAS;
    }

    /** Bytes of live heap likewise; not a number where there is no such heap. */
    double livePerEntry() {
        return filled.liveBytes() == 0 ? Double.NaN
                : (double) (filled.liveBytes() - empty.liveBytes()) / entries / REPLICAS;
    }
}
