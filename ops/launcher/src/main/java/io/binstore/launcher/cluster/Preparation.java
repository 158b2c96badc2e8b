package io.binstore.launcher.cluster;

import io.binstore.client.Bin;
import io.binstore.client.BinStoreClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes what {@link Prepared} is: unpacks the jars, and lets a small cluster live for a moment. */
public final class Preparation {

    private static final Duration READY_PATIENCE = Duration.ofSeconds(180);
    /** At its end a process writes its cache. */
    private static final Duration END_PATIENCE = Duration.ofSeconds(120);
    /** One more than hold each partition, so that one can go. */
    private static final int BACKENDS = 4;
    private static final int CALLS = 50;
    private static final String SUFFIX = ".aot";

    private final Installation installation;
    private final Layout layout;
    private final JvmOptions options;

    /** @param portBase of ports that are free, for a small cluster */
    public Preparation(Installation installation, int portBase, JvmOptions options) {
        this.installation = installation;
        this.layout = new Layout(portBase, BACKENDS, 1);
        this.options = options;
    }

    /**
     * Leaves what was prepared before as it is if its own ports are taken.
     *
     * @param folder for logs, and to be thrown away
     */
    public void run(Path folder) {
        Loopback ports = new Loopback(layout);
        layout.names(Kind.BACKEND).forEach(ports::checkIsFree);
        layout.names(Kind.KEEPER).forEach(ports::checkIsFree);
        try {
            for (Kind kind : Kind.values()) {
                unpack(kind);
            }
            // What an earlier run left behind that was cut off goes first.
            Path records = folder.resolve("records");
            Prepared.delete(records);
            Files.createDirectories(records);
            train(new RunFolder(folder), records);
            Prepared.delete(records);
        } catch (IOException e) {
            throw new Trouble("cannot prepare: " + e.getMessage(), e);
        }
    }

    private void unpack(Kind kind) throws IOException {
        Prepared prepared = Prepared.place(installation, kind);
        prepared.clear();
        Process unpacking = new ProcessBuilder(installation.java().toString(),
                "-Djarmode=tools", "-jar", installation.jar(kind).toString(), "extract",
                "--destination", String.valueOf(prepared.jar().getParent()))
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try {
            if (unpacking.waitFor() != 0) {
                throw new Trouble("cannot unpack " + installation.jar(kind));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Trouble("interrupted", e);
        }
    }

    /**
     * The life of a cluster in short, as one backend sees it: founding, calls, a death, a newcomer that is filled, and
     * being emptied to leave. Only those that end by themselves write a cache.
     */
    private void train(RunFolder folder, Path records) throws IOException {
        LocalCluster cluster = LocalCluster.create(installation, folder, layout,
                new JvmOptions(recording(Kind.BACKEND, records), recording(Kind.KEEPER, records)));
        List<Name> names = new ArrayList<>(layout.names(Kind.BACKEND));
        names.addAll(layout.names(Kind.KEEPER));
        Observer observer = new Observer(cluster);
        Runtime.getRuntime().addShutdownHook(new Thread(cluster::destroy, "clean-up"));
        try {
            cluster.start(names);
            await(observer::unsettled);
            work();
            Name victim = layout.names(Kind.BACKEND).getLast();
            cluster.kill(victim);
            await(observer::missing);
            work();
            cluster.start(victim);
            await(observer::unsettled);
            work();
            record(cluster, Name.backend(0), records);
            record(cluster, Name.keeper(0), records);
        } finally {
            cluster.destroy();
        }
    }

    private static void await(Supplier<@Nullable String> missing) {
        if (!Wait.atMost(READY_PATIENCE).until(() -> missing.get() == null)
                && missing.get() instanceof String still) {
            throw new Trouble("the cluster does not settle: " + still);
        }
    }

    /** Ends a process, and keeps the cache that it writes. */
    private void record(LocalCluster cluster, Name name, Path records) throws IOException {
        LocalProcess process = cluster.find(name);
        if (process == null) {
            throw new Trouble(name + " has died; see " + cluster.folder().log(name));
        }
        process.signal(Signal.TERM);
        if (!process.awaitExit(END_PATIENCE)) {
            throw new Trouble(name + " does not end");
        }
        Path written = records.resolve("pid" + process.pid() + SUFFIX);
        if (!Files.exists(written)) {
            throw new Trouble("the JVM has written no cache for the " + name.kind() + "; see "
                    + cluster.folder().log(name));
        }
        Prepared prepared = Prepared.place(installation, name.kind());
        Files.move(written, prepared.cache());
        prepared.complete(installation, name.kind());
    }

    private List<String> recording(Kind kind, Path records) {
        List<String> all = new ArrayList<>(options.of(kind));
        // Each process writes a file of its own: the JVM puts "pid" and its number for %p.
        all.add(Prepared.RECORD + records.resolve("%p" + SUFFIX).toAbsolutePath());
        return all;
    }

    /** Calls of all kinds, so that their classes are known. */
    private void work() {
        String backend = layout.address(Name.backend(0));
        String keeper = layout.address(Name.keeper(0));
        List<String> paths = List.of("/v1/bins/a/values/k", "/v1/bins/a/lists/k",
                "/v1/bins/a/values?prefix=k", "/v1/view", "/actuator/health",
                "/actuator/prometheus");
        try (BinStoreClient client = BinStoreClient.builder().backends(backend).build()) {
            Bin bin = client.bin("a");
            for (int i = 0; i < CALLS; i++) {
                bin.set("k", "v");
                bin.listAppend("k", "v");
                bin.get("k");
                bin.clock();
                paths.forEach(path -> Http.document(backend + path));
                Http.document(keeper + "/actuator/cluster");
                Http.document(keeper + "/actuator/health");
            }
        }
    }
}
