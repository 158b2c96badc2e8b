package io.binstore.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.binstore.client.BinStoreClient;
import io.binstore.launcher.cluster.ClusterState;
import io.binstore.launcher.cluster.ClusterView;
import io.binstore.launcher.cluster.Installation;
import io.binstore.launcher.cluster.JvmOptions;
import io.binstore.launcher.cluster.Kind;
import io.binstore.launcher.cluster.Layout;
import io.binstore.launcher.cluster.LocalCluster;
import io.binstore.launcher.cluster.LocalProcess;
import io.binstore.launcher.cluster.Name;
import io.binstore.launcher.cluster.Observer;
import io.binstore.launcher.cluster.RunFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** A cluster of real processes, on ports of its own. */
final class TestCluster implements AutoCloseable {

    static final int KEEPERS = 2;

    /** To be set where two builds share a machine. */
    private static final int PORT_BASE = Integer.getInteger("binstore.test.port", 17_100);
    private static final int BACKENDS_CONFIGURED = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    private final Path module = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private final Installation installation = new Installation(
            Path.of(System.getProperty("binstore.home",
                    module.resolve("..").normalize().toString())),
            Path.of(System.getProperty("java.home"), "bin", "java"));
    private final RunFolder folder = new RunFolder(module.resolve("target/run"));
    private final Thread cleanUp = new Thread(this::destroy);

    private LocalCluster cluster;
    private Observer observer;

    TestCluster() {
        // For a build that is interrupted.
        Runtime.getRuntime().addShutdownHook(cleanUp);
        describe();
    }

    private void describe() {
        LocalCluster left = LocalCluster.open(installation, folder);
        if (left != null) {
            left.destroy();
        }
        cluster = LocalCluster.create(installation, folder,
                new Layout(PORT_BASE, BACKENDS_CONFIGURED, KEEPERS),
                JvmOptions.DEFAULT);
        observer = new Observer(cluster);
    }

    /** Begins anew with backends 0 to n-1, and an empty store. */
    TestCluster fresh(int backends) {
        describe();
        List<Name> names =
                new ArrayList<>(cluster.layout().names(Kind.BACKEND).subList(0, backends));
        names.addAll(cluster.layout().names(Kind.KEEPER));
        start(names.toArray(Name[]::new));
        return awaitComplete();
    }

    /** Makes all keepers and this many backends run, whichever; what is stored stays. */
    TestCluster with(int backends) {
        cluster.running().stream().filter(LocalProcess::isPaused)
                .forEach(process -> cluster.resume(process.name()));
        List<Name> missing = new ArrayList<>(cluster.layout().names(Kind.KEEPER));
        List<Name> absent = new ArrayList<>(cluster.layout().names(Kind.BACKEND));
        List<Name> present = backends();
        absent.removeAll(present);
        missing.removeIf(keeper -> cluster.find(keeper) != null);
        for (int i = present.size(); i < backends; i++) {
            missing.add(absent.remove(0));
        }
        cluster.start(missing);
        awaitComplete();
        for (int i = present.size(); i > backends; i--) {
            cluster.stop(present.get(i - 1));
            awaitComplete();
        }
        return this;
    }

    TestCluster start(Name... names) {
        cluster.start(Arrays.asList(names));
        return this;
    }

    TestCluster kill(Name name) {
        cluster.kill(name);
        return this;
    }

    TestCluster pause(Name name) {
        cluster.pause(name);
        return this;
    }

    TestCluster resume(Name name) {
        cluster.resume(name);
        return this;
    }

    /** The backends that run. */
    List<Name> backends() {
        return new ArrayList<>(
                cluster.running(Kind.BACKEND).stream().map(LocalProcess::name).toList());
    }

    List<Name> keepers() {
        return cluster.layout().names(Kind.KEEPER);
    }

    String address(Name name) {
        return cluster.layout().address(name);
    }

    /** Waits until every partition has all the copies it can have, in the processes that run. */
    TestCluster awaitComplete() {
        return awaiting(observer::missing);
    }

    /** Waits until, moreover, nothing moves any more: neither copies nor heads. */
    TestCluster awaitSettled() {
        return awaiting(observer::unsettled);
    }

    /** Waits until a backend answers calls about its health. */
    TestCluster awaitAnswer(Name backend) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50))
                .until(() -> observer.answers(backend));
        return this;
    }

    private TestCluster awaiting(Supplier<String> missing) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(missing.get()).as("what is missing").isNull());
        return this;
    }

    ClusterState state() {
        return await().atMost(PATIENCE).until(observer::state, state -> state != null);
    }

    /** The lead, once there is one that runs. */
    Name lead() {
        return Name.keeper(
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(observer::lead,
                        lead -> lead != null));
    }

    /** The replicas of a bin, head first. */
    List<Name> chainOf(String bin) {
        ClusterView view = await().atMost(PATIENCE).until(observer::view, known -> known != null);
        return view.chainOf(bin).stream().map(Name::backend).toList();
    }

    /** A client that is told of all backends that run. */
    BinStoreClient client() {
        return BinStoreClient.builder().backends(backends().stream().map(this::address).toList())
                .build();
    }

    @Override
    public void close() {
        destroy();
        Runtime.getRuntime().removeShutdownHook(cleanUp);
    }

    private void destroy() {
        cluster.destroy();
    }
}
