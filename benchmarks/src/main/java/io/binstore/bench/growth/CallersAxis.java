package io.binstore.bench.growth;

import io.binstore.bench.load.Load;
import io.binstore.bench.store.BinstoreStore;
import io.binstore.bench.store.KeySpace;

/** Blocking callers of one client, from one to a thousand. */
final class CallersAxis implements Axis {

    private static final int[] SIZES = {1, 4, 16, 64, 256, 1_024};
    private static final int KEYS = 10_000;

    private final Clusters clusters;

    CallersAxis(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public String word() {
        return "callers";
    }

    @Override
    public String unit() {
        return "blocking callers";
    }

    @Override
    public void measure(Points points) throws InterruptedException {
        BinstoreStore store = clusters.shared();
        KeySpace keys = clusters.space().sized(KEYS, Clusters.VALUE_BYTES);
        new Load(store, keys, clusters.callers()).fill();
        for (int callers : SIZES) {
            clusters.setsAndGets(store, keys, callers, callers, points);
        }
    }
}
