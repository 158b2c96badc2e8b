package io.binstore.bench.growth;

import io.binstore.bench.load.Load;
import io.binstore.bench.store.BinstoreStore;
import io.binstore.bench.store.KeySpace;

/** Values from 10 bytes to the largest that are allowed. */
final class ValuesAxis implements Axis {

    private static final int[] SIZES = {10, 100, 1_000, 10_000, 100_000, 1 << 20};
    private static final int KEYS_MAX = 10_000;
    private static final int BYTES_MAX = 64 << 20;

    private final Clusters clusters;

    ValuesAxis(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public String word() {
        return "values";
    }

    @Override
    public String unit() {
        return "bytes of a value";
    }

    @Override
    public void measure(Points points) throws InterruptedException {
        BinstoreStore store = clusters.shared();
        int callers = clusters.callers();
        for (int bytes : SIZES) {
            KeySpace keys = clusters.space().sized(Math.min(KEYS_MAX, BYTES_MAX / bytes), bytes);
            new Load(store, keys, callers).fill();
            clusters.setsAndGets(store, keys, callers, bytes, points);
        }
        // Small again, for whoever comes next.
        new Load(store, clusters.space().sized(KEYS_MAX, Clusters.VALUE_BYTES), callers).fill();
    }
}
