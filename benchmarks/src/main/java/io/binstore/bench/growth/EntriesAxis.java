package io.binstore.bench.growth;

import io.binstore.bench.host.CpuMeter;
import io.binstore.bench.host.Memory;
import io.binstore.bench.load.Load;
import io.binstore.bench.store.BinstoreStore;
import io.binstore.bench.store.KeySpace;
import java.util.EnumMap;
import java.util.Map;

/** Entries of 100 bytes, from a thousand to ten millions. */
final class EntriesAxis implements Axis {

    private static final int BACKENDS = 3;
    private static final int FIRST = 1_000;
    private static final int FACTOR = 10;

    /** Below it the heap of the rest hides what entries take. */
    private static final int WEIGHED_MIN = 100_000;

    /** More than an entry takes, since a store is full at six tenths of its heap. */
    private static final int HEAP_BYTES_PER_ENTRY = 400;
    private static final int HEAP_MEGABYTES_MIN = 512;

    private final Clusters clusters;
    private final int entriesMax;

    EntriesAxis(Clusters clusters, int entriesMax) {
        this.clusters = clusters;
        this.entriesMax = entriesMax;
    }

    @Override
    public String word() {
        return "entries";
    }

    @Override
    public String unit() {
        return "entries of 100 bytes";
    }

    /** A young generation of a fixed, small size: what grows is then the entries. */
    private String jvm() {
        long megabytes = HEAP_MEGABYTES_MIN + (long) entriesMax * HEAP_BYTES_PER_ENTRY / 1_000_000;
        return "-Xms" + megabytes + "m -Xmx" + megabytes
                + "m -Xmn128m -XX:+UseSerialGC -XX:+UseCompactObjectHeaders";
    }

    @Override
    public void measure(Points points) throws InterruptedException {
        BinstoreStore store = clusters.alone(BACKENDS, jvm());
        int callers = clusters.callers();
        long before = Memory.residentBytes(store.pids());
        int filled = Clusters.KEYS_PREPARED;
        for (long entries = FIRST; entries <= entriesMax; entries *= FACTOR) {
            KeySpace keys = clusters.space().sized((int) entries, Clusters.VALUE_BYTES);
            Map<Metric, Double> figures = fill(store, keys, filled);
            long resident = Memory.residentBytes(store.pids());
            figures.put(Metric.RESIDENT_MEGABYTES, resident / 1e6);
            if (entries >= WEIGHED_MIN) {
                figures.put(Metric.BYTES_PER_ENTRY, (double) (resident - before)
                        / (entries - Clusters.KEYS_PREPARED) / BACKENDS);
            }
            points.add(entries, "fill", figures);
            filled = (int) entries;
            clusters.setsAndGets(store, keys, callers, entries, points);
        }
        clusters.end(store);
    }

    private Map<Metric, Double> fill(BinstoreStore store, KeySpace keys, int from)
            throws InterruptedException {
        Map<Metric, Double> figures = new EnumMap<>(Metric.class);
        int count = keys.size() - from;
        if (count > 0) {
            Load load = new Load(store, keys, clusters.callers());
            CpuMeter meter = new CpuMeter(store.pids());
            CpuMeter.Reading before = meter.read();
            long began = System.nanoTime();
            load.fill(from);
            CpuMeter.Reading used = meter.read().since(before);
            figures.put(Metric.CALLS_PER_SECOND, count * 1e9 / (System.nanoTime() - began));
            figures.put(Metric.CPU_MICROS,
                    (used.serverNanos() + used.driverNanos()) / 1e3 / count);
        }
        return figures;
    }
}
