package io.binstore.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.client.Bin;
import io.binstore.client.BinStoreClient;
import io.binstore.launcher.cluster.ClusterState;
import io.binstore.launcher.cluster.Installation;
import io.binstore.launcher.cluster.JvmOptions;
import io.binstore.launcher.cluster.Kind;
import io.binstore.launcher.cluster.Layout;
import io.binstore.launcher.cluster.LocalCluster;
import io.binstore.launcher.cluster.LocalProcess;
import io.binstore.launcher.cluster.Name;
import io.binstore.launcher.cluster.Observer;
import io.binstore.launcher.cluster.Preparation;
import io.binstore.launcher.cluster.Prepared;
import io.binstore.launcher.cluster.RunFolder;
import io.binstore.launcher.cluster.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Many backends on one machine; with {@code -Dbinstore.scale=true}, some minutes and 16 GiB of memory. */
@EnabledIfSystemProperty(named = "binstore.scale", matches = "true")
class ScaleIT {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int PORT_BASE = Integer.getInteger("binstore.scale.port", 20_100);
    private static final String SMALL =
            "-Xmx48m -Xss256k -XX:+UseSerialGC -XX:+UseCompactObjectHeaders"
                    + " -XX:+ExitOnOutOfMemoryError -XX:TieredStopAtLevel=1"
                    + " -XX:ReservedCodeCacheSize=128m";
    private static final int IDLE_SECONDS = 20;
    private static final int CALLS = 2_000;

    private static final Path MODULE =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private static final Installation INSTALLATION =
            new Installation(MODULE.resolve("..").normalize(),
                    Path.of(System.getProperty("java.home"), "bin", "java"));
    private LocalCluster cluster;
    private Observer observer;

    /** As services are to be installed; else tens of JVMs on one machine are busy with loading the same classes. */
    @BeforeAll
    static void prepare() {
        if (Prepared.find(INSTALLATION, Kind.BACKEND) == null
                || Prepared.find(INSTALLATION, Kind.KEEPER) == null) {
            new Preparation(INSTALLATION, PORT_BASE, JvmOptions.DEFAULT)
                    .run(MODULE.resolve("target/scale-prepare"));
        }
    }

    private void describe(Layout layout, String backendOpts) {
        cluster = LocalCluster.create(INSTALLATION, new RunFolder(MODULE.resolve("target/scale")),
                layout, JvmOptions.parse(backendOpts, JvmOptions.keeping(layout.backends())));
        observer = new Observer(cluster);
    }

    @AfterEach
    void end() {
        cluster.destroy();
    }

    @Test
    void sixtyProcesses() throws IOException {
        int backends = Integer.getInteger("binstore.scale.processes", 60);
        describe(new Layout(PORT_BASE, backends + 1, 3), SMALL);
        found(backends, Duration.ofSeconds(30));
        idle();
        calls(cluster.layout().names(Kind.BACKEND).subList(0, 3));
        joinAndLeave(Name.backend(backends), Duration.ofSeconds(5));
        leadChange(Duration.ofSeconds(8));
    }

    @Test
    void threeHundredBackendsInSixProcesses() throws IOException {
        describe(new Layout(PORT_BASE, 300, 3, 50), JvmOptions.packed(50));
        found(300, Duration.ofSeconds(30));
        idle();
        calls(cluster.layout().names(Kind.BACKEND).subList(0, 3));
        leadChange(Duration.ofSeconds(8));
    }

    @Test
    void threeBackendsOfThreeHundredAddresses() throws IOException {
        describe(new Layout(PORT_BASE, 300, 2), JvmOptions.BACKEND_DEFAULT);
        found(3, Duration.ofSeconds(30));
        // Told of addresses where nobody is, and of one that runs.
        calls(List.of(Name.backend(299), Name.backend(150), Name.backend(77), Name.backend(2)));
        calls(cluster.layout().names(Kind.BACKEND));
    }

    /**
     * Starts a cluster in the order in which {@code ops/binstore up} does, and measures how long it takes from the last
     * backend's first answer.
     */
    private void found(int backends, Duration most) {
        boolean packed = cluster.layout().packed() > 1;
        long started = System.nanoTime();
        List<Name> names = cluster.layout().names(Kind.BACKEND).subList(0, backends);
        List<Name> keepers = cluster.layout().names(Kind.KEEPER);
        cluster.start(names);
        if (!packed) {
            cluster.start(keepers);
        }
        await(() -> observer.silent(names) == null);
        long up = System.nanoTime();
        say("%d backends up after %.1f s", backends, (up - started) / 1e9);
        if (packed) {
            cluster.start(keepers);
        }
        await(() -> observer.silent(keepers) == null);
        double keeping = (System.nanoTime() - up) / 1e9;
        await(() -> observer.state() instanceof ClusterState state
                && state.members().size() == backends);
        double founded = (System.nanoTime() - up) / 1e9;
        say("founded %.1f s after the last backend was up%s, epoch %d", founded,
                packed ? String.format(" and %.1f s after the last keeper", founded - keeping)
                        : "",
                state().epoch());
        await(() -> observer.missing() == null);
        say("complete %.1f s after the last backend was up, epoch %d",
                (System.nanoTime() - up) / 1e9,
                state().epoch());
        await(() -> observer.unsettled() == null);
        assertThat(founded).as("founding, s").isLessThan(most.toSeconds());
    }

    /** What everybody costs while nobody calls. */
    private void idle() throws IOException {
        Name lead = Name.keeper(state().lead().index());
        List<LocalProcess> backends = cluster.running(Kind.BACKEND);
        List<Long> pids = backends.stream().map(LocalProcess::pid).distinct().toList();
        long leadPid = cluster.find(lead).pid();
        long backendMillis = pids.stream().mapToLong(ScaleIT::cpuMillis).sum();
        long leadMillis = cpuMillis(leadPid);
        sleep(Duration.ofSeconds(IDLE_SECONDS));
        double backend = (pids.stream().mapToLong(ScaleIT::cpuMillis).sum() - backendMillis)
                / (double) IDLE_SECONDS / backends.size();
        double leading = (cpuMillis(leadPid) - leadMillis) / (double) IDLE_SECONDS;
        long resident = 0;
        for (long pid : pids) {
            resident += residentBytes(pid);
        }
        say("idle: each backend %.2f ms of a processor a second and %.1f MB resident;"
                + " the lead %.1f %% of a processor, %.1f MB resident", backend,
                resident / 1e6 / backends.size(), leading / 10, residentBytes(leadPid) / 1e6);
        assertThat(leading / 10).as("the lead's share of a processor, %").isLessThan(50);
    }

    private static long cpuMillis(long pid) {
        return ProcessHandle.of(pid).flatMap(handle -> handle.info().totalCpuDuration())
                .orElse(Duration.ZERO).toMillis();
    }

    private static long residentBytes(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1_024)
                .findFirst().orElse(0);
    }

    private void calls(List<Name> told) {
        try (BinStoreClient client = BinStoreClient.builder()
                .backends(told.stream().map(cluster::address).toList()).build()) {
            long first = System.nanoTime();
            client.bin("first").set("k", "v");
            double firstMillis = (System.nanoTime() - first) / 1e6;
            long longest = 0;
            long started = System.nanoTime();
            for (int i = 0; i < CALLS; i++) {
                long before = System.nanoTime();
                Bin bin = client.bin("bin-" + i % 100);
                bin.set("k" + i, "v" + i);
                assertThat(bin.get("k" + i)).contains("v" + i);
                longest = Math.max(longest, System.nanoTime() - before);
            }
            say("told of %d addresses: the first call %.0f ms, then %.2f ms for a set and a get,"
                    + " the longest %.0f ms", told.size(), firstMillis,
                    (System.nanoTime() - started) / 1e6 / CALLS, longest / 1e6);
            assertThat(longest / 1e9).as("longest wait, s").isLessThan(2);
        }
    }

    private void joinAndLeave(Name spare, Duration most) {
        long epoch = state().epoch();
        cluster.start(spare);
        await(() -> observer.answers(spare));
        long up = System.nanoTime();
        await(() -> state().epoch() > epoch);
        say("a join: the view lists it %.2f s after it is up", (System.nanoTime() - up) / 1e9);
        await(() -> observer.unsettled() == null);
        say("and nothing moves any more %.1f s after", (System.nanoTime() - up) / 1e9);
        long before = state().epoch();
        long killed = System.nanoTime();
        cluster.kill(spare);
        await(() -> state().epoch() > before);
        double viewed = (System.nanoTime() - killed) / 1e9;
        await(() -> observer.missing() == null);
        say("kill -9: the view changes after %.2f s, all copies are back after %.1f s", viewed,
                (System.nanoTime() - killed) / 1e9);
        assertThat(viewed).as("view change, s").isLessThan(most.toSeconds());
    }

    private void leadChange(Duration most) {
        Name lead = Name.keeper(state().lead().index());
        long killed = System.nanoTime();
        cluster.kill(lead);
        await(() -> observer.lead() instanceof Integer other && other != lead.index());
        double changed = (System.nanoTime() - killed) / 1e9;
        say("kill -9 of the lead: another leads after %.2f s", changed);
        assertThat(changed).as("lead change, s").isLessThan(most.toSeconds());
    }

    private ClusterState state() {
        ClusterState[] state = new ClusterState[1];
        await(() -> (state[0] = observer.state()) != null && state[0].lead() != null);
        return state[0];
    }

    private static void await(BooleanSupplier condition) {
        assertThat(Wait.atMost(PATIENCE).until(condition)).as("in time").isTrue();
    }

    private static void sleep(Duration duration) {
        try {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static void say(String text, Object... figures) {
        System.out.println("[scale] " + String.format(text, figures));
    }
}
