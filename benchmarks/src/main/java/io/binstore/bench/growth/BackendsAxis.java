package io.binstore.bench.growth;

import io.binstore.bench.load.Load;
import io.binstore.bench.store.BinstoreStore;
import io.binstore.bench.store.KeySpace;

/** Backends, all on this machine: what they add to the work, not what they add to its speed. */
final class BackendsAxis implements Axis {

    private static final int[] SIZES = {1, 2, 3, 6, 12};
    private static final int KEYS = 10_000;
    private static final String JVM = "-Xms256m -Xmx256m -XX:+UseSerialGC";

    private final Clusters clusters;

    BackendsAxis(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public String word() {
        return "backends";
    }

    @Override
    public String unit() {
        return "backends";
    }

    @Override
    public void measure(Points points) throws InterruptedException {
        KeySpace keys = clusters.space().sized(KEYS, Clusters.VALUE_BYTES);
        int callers = clusters.callers();
        for (int backends : SIZES) {
            BinstoreStore store = clusters.alone(backends, JVM);
            new Load(store, keys, callers).fill();
            clusters.setsAndGets(store, keys, callers, backends, points);
            clusters.end(store);
        }
    }
}
