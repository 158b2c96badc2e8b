package io.binstore.bench.growth;

import io.binstore.bench.load.Load;
import io.binstore.bench.load.LoadSettings;
import io.binstore.bench.load.Workload;
import io.binstore.bench.run.PointOptions;
import io.binstore.bench.run.RunOptions;
import io.binstore.bench.run.Stage;
import io.binstore.bench.store.BinstoreStore;
import io.binstore.bench.store.KeySpace;
import io.binstore.launcher.cluster.JvmOptions;
import org.jspecify.annotations.Nullable;

/** The clusters that axes are measured on: one for all that can share it, others of their own. */
final class Clusters implements AutoCloseable {

    /** Keys that have a value from the beginning. */
    static final int KEYS_PREPARED = 1_000;

    static final int VALUE_BYTES = 100;
    private static final int BINS = 256;
    private static final int BACKENDS = 3;

    private final RunOptions options;
    private final PointOptions points;
    private final KeySpace space;
    private final Stage stage = new Stage();
    private @Nullable BinstoreStore shared;

    /** @param keysMax as many as any axis takes */
    Clusters(RunOptions options, PointOptions points, int keysMax) {
        this.options = options;
        this.points = points;
        this.space = new KeySpace(keysMax, BINS, VALUE_BYTES);
    }

    /** Callers where their number does not grow. */
    int callers() {
        return options.callers;
    }

    /** How each point is measured. */
    LoadSettings load(int count) {
        return points.load(count);
    }

    /** The keys of all clusters, of which an axis takes the first. */
    KeySpace space() {
        return space;
    }

    /** Three backends with the memory that they have in the comparison with peers. */
    BinstoreStore shared() throws InterruptedException {
        BinstoreStore started = shared;
        if (started == null) {
            started = start(BACKENDS, RunOptions.SERVER_JVM);
            shared = started;
        }
        return started;
    }

    /** A cluster for one axis, instead of all others. */
    BinstoreStore alone(int backends, String jvm) throws InterruptedException {
        if (shared != null) {
            stage.end(shared);
            shared = null;
        }
        return start(backends, jvm);
    }

    void end(BinstoreStore store) {
        stage.end(store);
    }

    private BinstoreStore start(int backends, String jvm) throws InterruptedException {
        System.out.println("starting " + backends + " backends, " + jvm);
        BinstoreStore store = stage.start(new BinstoreStore(space, options.place(), backends,
                JvmOptions.parse(jvm, RunOptions.KEEPER_JVM)));
        Load load = new Load(store, space.sized(KEYS_PREPARED, VALUE_BYTES), options.callers);
        load.fill();
        LoadSettings half = LoadSettings.blocking(options.callers, 0,
                RunOptions.millis(options.prepareSeconds / 2));
        load.run(Workload.SET, half, 0, 0);
        load.run(Workload.GET, half, 0, 0);
        return store;
    }

    /** Sets and gets at random over keys that have values. */
    void setsAndGets(BinstoreStore store, KeySpace keys, int count, long size, Points found)
            throws InterruptedException {
        Load load = new Load(store, keys, count);
        for (Workload workload : new Workload[]{Workload.SET, Workload.GET}) {
            found.add(size, workload.word(),
                    load.run(workload, load(count), 1, 0).outcome());
        }
    }

    @Override
    public void close() {
        stage.close();
    }
}
