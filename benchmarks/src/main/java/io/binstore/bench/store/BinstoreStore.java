package io.binstore.bench.store;

import io.binstore.client.Batch;
import io.binstore.client.Bin;
import io.binstore.client.BinStoreClient;
import io.binstore.launcher.cluster.Installation;
import io.binstore.launcher.cluster.JvmOptions;
import io.binstore.launcher.cluster.Kind;
import io.binstore.launcher.cluster.Layout;
import io.binstore.launcher.cluster.LocalCluster;
import io.binstore.launcher.cluster.LocalProcess;
import io.binstore.launcher.cluster.Observer;
import io.binstore.launcher.cluster.RunFolder;
import io.binstore.launcher.cluster.Trouble;
import io.binstore.launcher.cluster.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** This store: the fat jars of three backends and one keeper, and the SDK. */
public final class BinstoreStore implements Store {

    private static final Duration PATIENCE = Duration.ofSeconds(180);

    private final KeySpace space;
    private final Place place;
    private final int backends;
    private final JvmOptions options;
    private final RunFolder folder;
    private final Bin[] bins;
    private @Nullable LocalCluster cluster;
    private @Nullable BinStoreClient client;

    /** @param backends how many there are */
    public BinstoreStore(KeySpace space, Place place, int backends, JvmOptions options) {
        this.space = space;
        this.place = place;
        this.backends = backends;
        this.options = options;
        this.folder = new RunFolder(place.folder().resolve("binstore"));
        this.bins = new Bin[space.bins()];
    }

    @Override
    public String name() {
        return "binstore";
    }

    @Override
    public List<String> description() {
        return List.of("this tree; " + backends + " backends and 1 keeper from their fat jars",
                "backends: " + String.join(" ", options.backend()),
                "keeper: " + String.join(" ", options.keeper()),
                "client: one BinStoreClient for all callers; batches: its Batch");
    }

    @Override
    public void start() {
        Installation installation = new Installation(copyOfJars(), place.java());
        LocalCluster left = LocalCluster.open(installation, folder);
        if (left != null) {
            left.destroy();
        }
        LocalCluster started = LocalCluster.create(installation, folder,
                new Layout(place.portBase(), backends, 1), options);
        cluster = started;
        started.start(started.layout().names(Kind.BACKEND));
        started.start(started.layout().names(Kind.KEEPER));
        Observer observer = new Observer(started);
        if (!Wait.atMost(PATIENCE).until(() -> observer.unsettled() == null)) {
            throw new Trouble("the cluster does not settle: " + observer.unsettled());
        }
        BinStoreClient connected = connect();
        client = connected;
        for (int i = 0; i < bins.length; i++) {
            bins[i] = connected.bin(space.bin(i));
        }
    }

    /** A further client of the cluster that runs; the caller closes it. */
    public BinStoreClient connect() {
        LocalCluster running = cluster;
        if (running == null) {
            throw new IllegalStateException("not started");
        }
        return BinStoreClient.builder().backends(running.layout().addresses(Kind.BACKEND))
                .callbacks(Runnable::run).build();
    }

    /** The working folder of its processes. */
    public Path folder() {
        return folder.path();
    }

    /** So that a build meanwhile does not take the classes away from under the servers. */
    private Path copyOfJars() {
        Path home = place.folder().resolve("binstore-jars");
        try {
            for (String module : List.of("backend-service", "keeper-service")) {
                Path jar = Path.of(module, "target", module + ".jar");
                Files.createDirectories(home.resolve(jar).getParent());
                Files.copy(place.home().resolve(jar), home.resolve(jar),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new Trouble("cannot copy the fat jars: " + e.getMessage(), e);
        }
        return home;
    }

    @Override
    public List<Long> pids() {
        LocalCluster running = cluster;
        return running == null ? List.of()
                : running.running().stream().map(LocalProcess::pid).toList();
    }

    @Override
    public StoreCaller caller(int index) {
        return new Caller();
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
            client = null;
        }
        if (cluster != null) {
            cluster.down();
            cluster = null;
        }
    }

    private Bin bin(int key) {
        return bins[space.binOf(key)];
    }

    private final class Caller implements StoreCaller {

        @Override
        public void set(int key, String value) {
            bin(key).set(space.key(key), value);
        }

        @Override
        public CompletionStage<?> setAsync(int key, String value) {
            return bin(key).async().set(space.key(key), value);
        }

        @Override
        public int get(int key) {
            return bin(key).get(space.key(key)).map(String::length).orElse(0);
        }

        @Override
        public void append(int key, String value) {
            bin(key).listAppend(space.key(key), value);
        }

        @Override
        public void forgetList(int key, String value) {
            bin(key).listRemove(space.key(key), value);
        }

        @Override
        public void setAll(int[] keys, String value) {
            Batch batch = bins[0].batch();
            for (int key : keys) {
                batch.on(bin(key)).set(space.key(key), value);
            }
            batch.run();
        }

        @Override
        public int getAll(int[] keys) {
            Batch batch = bins[0].batch();
            List<Batch.Answer<Optional<String>>> answers = new ArrayList<>(keys.length);
            for (int key : keys) {
                answers.add(batch.on(bin(key)).get(space.key(key)));
            }
            batch.run();
            int found = 0;
            for (Batch.Answer<Optional<String>> answer : answers) {
                found += answer.get().isPresent() ? 1 : 0;
            }
            return found;
        }
    }
}
