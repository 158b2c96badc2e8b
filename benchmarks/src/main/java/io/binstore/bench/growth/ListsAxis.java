package io.binstore.bench.growth;

import io.binstore.bench.load.Crew;
import io.binstore.bench.load.LoadSettings;
import io.binstore.bench.load.Outcome;
import io.binstore.bench.load.Step;
import io.binstore.bench.store.BinstoreStore;
import io.binstore.client.Batch;
import io.binstore.client.Bin;
import io.binstore.client.BinStoreClient;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One list, and one bin of keys, both larger and larger: appending to it, reading all of it, and
 * what a get of another key of the bin waits meanwhile.
 */
final class ListsAxis implements Axis {

    private static final int FIRST = 1_000;
    private static final int FACTOR = 10;
    private static final int BATCH = 1_000;
    private static final int GETS_PER_SECOND = 500;
    private static final String LIST = "list";
    private static final String OTHER = "other";
    private static final String ELEMENT = "an element 20 bytes.";
    private static final String EXTRA = "another of 20 bytes.";

    private final Clusters clusters;
    private final int elementsMax;

    ListsAxis(Clusters clusters, int elementsMax) {
        this.clusters = clusters;
        this.elementsMax = elementsMax;
    }

    @Override
    public String word() {
        return "lists";
    }

    @Override
    public String unit() {
        return "elements of a list, or keys of a bin";
    }

    @Override
    public void measure(Points points) throws Exception {
        BinstoreStore store = clusters.shared();
        try (BinStoreClient client = store.connect(); BinStoreClient second = store.connect()) {
            Bin bin = client.bin("growing");
            Bin beside = second.bin(bin.name());
            bin.set(OTHER, ELEMENT);
            int filled = 0;
            for (long size = FIRST; size <= elementsMax; size *= FACTOR) {
                grow(bin, filled, (int) size);
                filled = (int) size;
                append(store, bin, size, points);
                scan(store, size, "nothing", List.of(), bin, beside, points);
                scan(store, size, "list-get", List.of(() -> bin.listGet(LIST)), bin, beside,
                        points);
                scan(store, size, "keys", List.of(bin::keys), bin, beside, points);
            }
        }
    }

    private static String key(int number) {
        return String.format("a key of 20 b %6d", number);
    }

    private static void grow(Bin bin, int from, int to) {
        for (int next = from; next < to; next += BATCH) {
            Batch batch = bin.batch();
            for (int i = next; i < Math.min(to, next + BATCH); i++) {
                batch.listAppend(LIST, ELEMENT);
                batch.set(key(i), "x");
            }
            batch.run();
        }
    }

    /** One caller appends; then what it has appended is removed, in one call. */
    private void append(BinstoreStore store, Bin bin, long size, Points points)
            throws InterruptedException {
        Step append = () -> bin.listAppend(LIST, EXTRA);
        points.add(size, "append", new Crew(store.pids(), clusters.load(1))
                .add(List.of(append), 1, 0).run().getFirst());
        long began = System.nanoTime();
        bin.listRemove(LIST, EXTRA);
        double millis = (System.nanoTime() - began) / 1e6;
        points.add(size, "list-remove", Map.of(Metric.P50, millis, Metric.MAX, millis));
    }

    /** @param scans what one caller each does meanwhile, without rest */
    private void scan(BinstoreStore store, long size, String operation, List<Step> scans, Bin bin,
            Bin beside, Points points) throws InterruptedException {
        LoadSettings settings = clusters.load(1);
        List<Outcome> outcomes = new Crew(store.pids(), settings).add(scans, 1, 0)
                .add(List.of(() -> bin.get(OTHER)), 1, GETS_PER_SECOND)
                .add(List.of(() -> beside.get(OTHER)), 1, GETS_PER_SECOND).run();
        Map<Metric, Double> figures = new EnumMap<>(Metric.class);
        if (!scans.isEmpty()) {
            figures.putAll(Metric.of(outcomes.getFirst()));
            figures.put(Metric.MEGABYTES_PER_SECOND,
                    outcomes.getFirst().callsPerSecond() * size * ELEMENT.length() / 1e6);
        }
        figures.put(Metric.WAIT_SAME_CLIENT, outcomes.get(1).max());
        figures.put(Metric.WAIT_OTHER_CLIENT, outcomes.get(2).max());
        figures.put(Metric.DRIVER_PAUSE,
                (double) outcomes.getFirst().driver().longestPauseMillis());
        points.add(size, operation, figures);
    }
}
