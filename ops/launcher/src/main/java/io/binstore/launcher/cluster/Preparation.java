package io.binstore.launcher.cluster;

import io.binstore.client.Bin;
import io.binstore.client.BinStoreClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes what {@link Prepared} is: unpacks the jars, and lets one backend and one keeper work for a moment. */
public final class Preparation {

    private static final Duration READY_PATIENCE = Duration.ofSeconds(180);
    /** At its end a process writes its cache. */
    private static final Duration END_PATIENCE = Duration.ofSeconds(120);
    private static final int CALLS = 50;

    private final Installation installation;
    private final Layout layout;
    private final JvmOptions options;

    /** @param portBase of ports that are free */
    public Preparation(Installation installation, int portBase, JvmOptions options) {
        this.installation = installation;
        this.layout = new Layout(portBase, 1, 1);
        this.options = options;
    }

    /** @param folder for logs, and to be thrown away */
    public void run(Path folder) {
        try {
            for (Kind kind : Kind.values()) {
                unpack(kind);
            }
            train(new RunFolder(folder));
            for (Kind kind : Kind.values()) {
                Prepared prepared = Prepared.place(installation, kind);
                if (!Files.exists(prepared.cache())) {
                    throw new Trouble("the JVM has written no cache for the " + kind + "; see "
                            + folder);
                }
                prepared.complete(installation, kind);
            }
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

    private void train(RunFolder folder) {
        LocalCluster cluster = LocalCluster.create(installation, folder, layout,
                new JvmOptions(recording(Kind.BACKEND), recording(Kind.KEEPER)));
        List<Name> names = new ArrayList<>(layout.names(Kind.BACKEND));
        names.addAll(layout.names(Kind.KEEPER));
        try {
            cluster.start(names);
            Observer observer = new Observer(cluster);
            if (!Wait.atMost(READY_PATIENCE).until(() -> observer.unsettled() == null)) {
                throw new Trouble("the cluster does not settle: " + observer.unsettled());
            }
            work();
            List<LocalProcess> running = cluster.running();
            running.forEach(process -> process.signal(Signal.TERM));
            for (LocalProcess process : running) {
                if (!process.awaitExit(END_PATIENCE)) {
                    throw new Trouble(process.name() + " does not end");
                }
            }
        } finally {
            cluster.destroy();
        }
    }

    private List<String> recording(Kind kind) {
        List<String> all = new ArrayList<>(options.of(kind));
        all.add(Prepared.RECORD + Prepared.place(installation, kind).cache());
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
