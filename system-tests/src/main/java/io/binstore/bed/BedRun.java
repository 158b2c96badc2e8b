package io.binstore.bed;

import io.binstore.bed.client.ClientOptions;
import io.binstore.bed.client.ClientProcess;
import io.binstore.bed.fault.Director;
import io.binstore.bed.fault.Episode;
import io.binstore.bed.fault.FaultKind;
import io.binstore.bed.fault.Ground;
import io.binstore.bed.fault.Watch;
import io.binstore.bed.host.Hosts;
import io.binstore.bed.host.NetHosts;
import io.binstore.bed.host.PlainHosts;
import io.binstore.bed.host.WoundedHome;
import io.binstore.bed.judge.FinalReads;
import io.binstore.bed.judge.Judge;
import io.binstore.bed.judge.Span;
import io.binstore.bed.judge.Verdict;
import io.binstore.bed.proxy.Mischief;
import io.binstore.bed.proxy.Proxy;
import io.binstore.bed.report.BedReport;
import io.binstore.bed.report.Outcome;
import io.binstore.client.BinStoreClient;
import io.binstore.launcher.cluster.ClusterView;
import io.binstore.launcher.cluster.Installation;
import io.binstore.launcher.cluster.JvmOptions;
import io.binstore.launcher.cluster.Kind;
import io.binstore.launcher.cluster.Layout;
import io.binstore.launcher.cluster.LocalCluster;
import io.binstore.launcher.cluster.Name;
import io.binstore.launcher.cluster.Observer;
import io.binstore.launcher.cluster.RunFolder;
import io.binstore.launcher.cluster.Trouble;
import io.binstore.launcher.demo.Ballast;
import io.binstore.launcher.load.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run of the bed, from the first process to the report. */
public final class BedRun implements AutoCloseable {

    /** What one bin can take before its history is too long to be judged: 200, with room for the reads at the end. */
    private static final int CALLS_PER_BIN = 160;
    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;

    private final Options options;
    private final long seed;
    private final Path folder;
    private final List<FaultKind> kinds;
    private final Hosts hosts;
    private final Mischief mischief;
    private final LocalCluster cluster;
    private final Ground ground;
    private final List<Proxy> proxies = new ArrayList<>();
    private final List<ClientProcess> clients = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();
    private final Thread cleanUp = new Thread(this::cleanUp);
    private @Nullable Watch watch;
    private boolean cleanedUp;

    public BedRun(Options options) throws IOException {
        this.options = options;
        this.seed = options.seed == null ? System.nanoTime() & 0xffffff : options.seed;
        Installation sound = Installation.find();
        this.folder = (options.report == null ? sound.home().resolve("target/bed")
                : options.report).toAbsolutePath();
        boolean spaces = options.netns == Options.Namespaces.ON
                || options.netns == Options.Namespaces.AUTO && NetHosts.possible();
        this.kinds = options.kinds(spaces);
        if (!spaces && kinds.stream().anyMatch(k -> k.needs() == FaultKind.Needs.NAMESPACES)) {
            throw new IllegalArgumentException(
                    "links can only be cut between network namespaces: root and iproute2 needed");
        }
        kinds.stream().filter(kind -> options.backends < kind.backendsMin()).findFirst()
                .ifPresent(kind -> {
                    throw new IllegalArgumentException(kind.word() + " takes at least "
                            + kind.backendsMin() + " backends");
                });
        boolean proxied = kinds.stream().anyMatch(k -> k.needs() == FaultKind.Needs.PROXY);
        Layout layout = new Layout(options.portBase, options.backends, options.keepers);
        this.hosts = spaces ? new NetHosts(layout, options.clients, proxied)
                : new PlainHosts(layout, proxied);
        this.mischief = new Mischief(seed);
        JvmOptions jvm = JvmOptions.parse(
                options.backendOpts == null ? JvmOptions.BACKEND_DEFAULT : options.backendOpts,
                JvmOptions.KEEPER_DEFAULT);
        Installation installation = options.wound == null ? sound
                : WoundedHome.plant(sound, options.wound, folder.resolve("wounded"));
        this.cluster = LocalCluster.create(installation, new RunFolder(folder.resolve("run")),
                layout, jvm, hosts);
        this.ground = new Ground(cluster, hosts, mischief, seed,
                new Ground.Tempo((long) (options.hold * MILLIS), (long) (options.pace * MILLIS),
                        (long) (options.keeperless * MILLIS)),
                options.clients);
        Runtime.getRuntime().addShutdownHook(cleanUp);
    }

    /** Does it all. @return what it shows; the report has been written */
    public Outcome run() throws IOException {
        Files.createDirectories(folder);
        bringUp();
        long origin = System.nanoTime();
        ClientOptions first = startClients(origin);
        watch = new Watch(new Observer(cluster));
        Director director = new Director(ground, watch, kinds, seed, BedRun::say);
        try {
            director.run(origin + (long) (options.minutes * 60 * NANOS),
                    (long) (options.calm * MILLIS));
        } catch (Trouble trouble) {
            troubles.add(trouble.getMessage());
        }
        Outcome outcome = judge(director.episodes(), first);
        BedReport report = new BedReport(outcome);
        List<String> lines = new ArrayList<>(report.table().lines());
        lines.add("");
        lines.addAll(report.kinds().lines());
        lines.add("");
        lines.addAll(report.summary());
        lines.forEach(System.out::println);
        Files.write(folder.resolve("report.txt"), lines);
        Files.writeString(folder.resolve("report.html"), report.page());
        System.out.println("report: " + folder.resolve("report.html"));
        return outcome;
    }

    private void bringUp() {
        say("seed " + seed + ", " + hosts.description());
        hosts.open();
        for (Name backend : cluster.layout().names(Kind.BACKEND)) {
            if (!hosts.front(backend).equals(hosts.back(backend))) {
                Proxy proxy = new Proxy(hosts.front(backend), hosts.back(backend),
                        hosts.threads(Hosts.host(backend)), mischief);
                proxies.add(proxy);
                proxy.start();
            }
        }
        List<Name> all = new ArrayList<>(cluster.layout().names(Kind.BACKEND));
        all.addAll(cluster.layout().names(Kind.KEEPER));
        cluster.start(all);
        ground.awaitComplete();
        if (options.ballast > 0) {
            try (BinStoreClient client = BinStoreClient.builder().backends(addresses()).build()) {
                Findings findings = new Findings();
                new Ballast(client, findings, options.ballast, options.ballastValue).load();
                findings.examples().forEach(each -> troubles.add("ballast: " + each));
            }
        }
        ground.awaitSettled();
        say("the cluster is complete");
    }

    private List<String> addresses() {
        return cluster.layout().names(Kind.BACKEND).stream().map(cluster::address).toList();
    }

    private ClientOptions startClients(long origin) {
        ClientOptions first = null;
        for (int i = 0; i < options.clients; i++) {
            int client = i;
            ClientOptions each = new ClientOptions(addresses(),
                    folder.resolve("client-" + i + ".history"), i, seed * 1_000 + i,
                    options.threads, options.bins, CALLS_PER_BIN / options.clients, origin);
            clients.add(ClientProcess.start(each,
                    command -> hosts.insideClient(client, command)));
            first = first == null ? each : first;
        }
        if (first == null) {
            throw new IllegalArgumentException("a run needs a client");
        }
        return first;
    }

    private Outcome judge(List<Episode> episodes, ClientOptions plan) throws IOException {
        long end = System.nanoTime();
        mischief.end();
        hosts.healAll();
        List<Path> files = new ArrayList<>();
        for (ClientProcess client : clients) {
            attempt(client::checkRuns);
            attempt(client::finish);
        }
        for (ClientProcess client : clients) {
            attempt(client::await);
            files.add(client.file());
        }
        say("all calls are answered; the end is quiet");
        attempt(ground::awaitSettled);
        ClusterView view = new Observer(cluster).view();
        FinalReads reads = null;
        if (view != null) {
            reads = new FinalReads(view, index -> cluster.address(Name.backend(index)));
            Path file = folder.resolve("final.history");
            FinalReads reader = reads;
            attempt(() -> reader.read(plan.binsUntil(end), file));
            files.add(file);
        }
        say("judging");
        List<Span> disturbed = new ArrayList<>();
        for (Episode each : episodes) {
            disturbed.add(new Span(each.struckNanos(),
                    each.completeNanos() == 0 ? end : each.completeNanos()));
        }
        boolean copies = kinds.stream().anyMatch(k -> k.needs() == FaultKind.Needs.PROXY);
        Verdict verdict = view == null ? null
                : new Judge(files, view.chains().size(), copies, disturbed).verdict();
        return new Outcome(plan.originNanos(), end, settings(), episodes, verdict,
                reads == null ? 0 : reads.replicas(),
                reads == null ? List.of() : reads.differences(),
                watch == null ? 0 : watch.lostPartitions(), troubles);
    }

    private List<String> settings() {
        return List.of("seed " + seed + "; " + options.backends + " backends, " + options.keepers
                + " keepers, " + options.clients + " clients of " + options.threads
                + " callers; " + hosts.description(),
                "faults: " + String.join(", ", kinds.stream().map(FaultKind::word).toList())
                        + "; joins and leaves at least " + options.pace + " s apart, pauses and"
                        + " cuts of " + options.hold + " s, " + options.ballast
                        + " MB of ballast in values of " + options.ballastValue + " bytes"
                        + (options.wound == null ? "" : "; planted bug: " + options.wound));
    }

    /** Something that may fail without ending the run. */
    private interface Step {
        void take() throws IOException;
    }

    private void attempt(Step step) throws IOException {
        try {
            step.take();
        } catch (Trouble trouble) {
            troubles.add(trouble.getMessage());
        }
    }

    private static void say(String text) {
        System.out.printf("[%tT] %s%n", System.currentTimeMillis(), text);
    }

    private synchronized void cleanUp() {
        if (cleanedUp) {
            return;
        }
        cleanedUp = true;
        if (watch != null) {
            watch.close();
        }
        clients.forEach(ClientProcess::close);
        cluster.destroy();
        proxies.forEach(Proxy::close);
        hosts.close();
    }

    @Override
    public void close() {
        cleanUp();
        Runtime.getRuntime().removeShutdownHook(cleanUp);
    }
}
