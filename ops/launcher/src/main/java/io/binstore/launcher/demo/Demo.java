package io.binstore.launcher.demo;

import io.binstore.client.BinStoreClient;
import io.binstore.launcher.Progress;
import io.binstore.launcher.Text;
import io.binstore.launcher.cluster.ClusterView;
import io.binstore.launcher.cluster.Kind;
import io.binstore.launcher.cluster.LocalCluster;
import io.binstore.launcher.cluster.LocalProcess;
import io.binstore.launcher.cluster.Name;
import io.binstore.launcher.cluster.Observer;
import io.binstore.launcher.cluster.Trouble;
import io.binstore.launcher.cluster.Wait;
import io.binstore.launcher.load.Curl;
import io.binstore.launcher.load.Findings;
import io.binstore.launcher.load.JavaWeb;
import io.binstore.launcher.load.Load;
import io.binstore.launcher.load.SdkStore;
import io.binstore.launcher.load.Waits;
import io.binstore.launcher.load.Web;
import io.binstore.launcher.load.WebStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The story: a cluster comes up, is filled, is hurt while it works, and is asked for everything in the end. */
final class Demo {

    private static final int BACKENDS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final Duration CALM = Duration.ofSeconds(3);
    private static final Duration AFTERMATH = Duration.ofSeconds(2);
    private static final int ENTRIES_BY_WEB = 60;
    /** Whom plain HTTP callers talk to: it stays, for they do not look for another backend as the SDK does. */
    private static final Name STEADY = Name.backend(2);
    private static final Name NEWCOMER = Name.backend(3);

    private final LocalCluster cluster;
    private final Narrator narrator;
    private final Observer observer;
    private final Progress progress;
    private final Web web = Curl.isThere() ? new Curl() : new JavaWeb();
    private final Findings findings = new Findings();
    private final Library library = Library.read();
    private final int ballastMegabytes;
    private long stored;

    /** @param ballastMegabytes what every backend is to carry besides the real data, or 0 */
    Demo(LocalCluster cluster, Narrator narrator, int ballastMegabytes) {
        this.ballastMegabytes = ballastMegabytes;
        this.cluster = cluster;
        this.narrator = narrator;
        this.observer = new Observer(cluster);
        this.progress = new Progress(cluster, narrator.out());
    }

    /** @return whether everything was as it should be */
    boolean run() {
        bringUp();
        List<String> addresses = cluster.layout().addresses(Kind.BACKEND).subList(0, BACKENDS);
        try (BinStoreClient client = BinStoreClient.builder().backends(addresses).build()) {
            fill(client);
            Ballast ballast = new Ballast(client, findings, ballastMegabytes);
            load(ballast);
            Load load = Load.start(Load.Plan.of("load"), new SdkStore(client), List.of(steady()));
            try (load) {
                hurt(load);
            }
            check(ballast);
            return new Verdict(cluster, observer, narrator, web).give(library, stored, load,
                    findings);
        }
    }

    private void bringUp() {
        narrator.chapter("A cluster of " + BACKENDS + " backends and 2 keepers");
        List<Name> names =
                new ArrayList<>(cluster.layout().names(Kind.BACKEND).subList(0, BACKENDS));
        names.addAll(cluster.layout().names(Kind.KEEPER));
        long started = System.nanoTime();
        cluster.start(names);
        names.forEach(name -> narrator
                .say(name + " starts at " + cluster.layout().address(name) + " (pid "
                        + process(name).pid() + ")"));
        await(observer::missing);
        narrator.say("ready after " + since(started) + ": every partition has 3 copies, keeper "
                + lead() + " leads");
    }

    private void fill(BinStoreClient client) {
        List<Library.Entry> entries = library.entries();
        narrator.chapter("Real data: " + entries.size() + " entries");
        List<Library.Entry> byWeb =
                entries.stream().filter(entry -> entry.place().bin().equals("countries"))
                        .limit(ENTRIES_BY_WEB).toList();
        List<Library.Entry> bySdk =
                entries.stream().filter(entry -> !byWeb.contains(entry)).toList();
        if (!(web instanceof Curl)) {
            narrator.say("this machine has no curl: plain HTTP calls are made by " + web.name());
        }
        long started = System.nanoTime();
        long viaWeb = Shelving.put(byWeb, steady(), findings);
        narrator.say(viaWeb + " countries stored by " + web.name() + " in " + since(started));
        started = System.nanoTime();
        long viaSdk = Shelving.put(bySdk, new SdkStore(client), findings);
        narrator.say(viaSdk + " entries stored through the SDK in " + since(started)
                + ": lines of sonnets, an index of their words as lists, countries, time zones");
        stored = viaWeb + viaSdk;
    }

    private void load(Ballast ballast) {
        if (ballastMegabytes > 0) {
            long started = System.nanoTime();
            long values = ballast.load();
            stored += values;
            narrator.say(ballastMegabytes + " MB of ballast, " + values + " values, stored in "
                    + since(started));
        }
    }

    private void check(Ballast ballast) {
        if (ballastMegabytes > 0) {
            narrator.say(ballast.check() + " values of the ballast are as they were written");
        }
    }

    private void hurt(Load load) {
        narrator.chapter("A steady load, and processes killed under it");
        narrator.say(
                "writers append to lists, set values, read and take clock numbers; readers check them; "
                        + web.name() + " writes too");
        calm(load);

        Name head = headOf(load);
        Waits.Phase phase = load.waits().begin("kill -9 of " + head + ", a head");
        narrator.say("kill -9 " + head + " (pid " + process(head).pid()
                + "), the head of a busy partition");
        String time = timed(() -> cluster.kill(head), observer::missing);
        narrator.say("the others hold everything, with 2 copies, " + time + " later");
        longest(phase);

        Name lead = Name.keeper(lead());
        phase = load.waits().begin("kill -9 of " + lead + ", the lead");
        narrator.say("kill -9 " + lead + " (pid " + process(lead).pid() + "), the lead");
        time = timed(() -> cluster.kill(lead),
                () -> observer.lead() == null ? "no keeper leads" : null);
        narrator.say("keeper " + lead() + " leads " + time + " later");
        longest(phase);

        phase = load.waits().begin("both restarted");
        narrator.say(head + " and " + lead + " start again; the backend comes back empty");
        time = timed(() -> cluster.start(List.of(head, lead)), observer::missing);
        narrator.say("every partition has 3 copies again " + time + " later");
        await(observer::unsettled);
        longest(phase);

        phase = load.waits().begin(NEWCOMER + " joins");
        narrator.say(NEWCOMER + ", a fourth one, starts");
        time = timed(() -> cluster.start(NEWCOMER), observer::unsettled);
        narrator.say("it has joined and holds its share " + time + " later");
        longest(phase);

        Name leaver = head.index() == 0 ? Name.backend(1) : Name.backend(0);
        phase = load.waits().begin(leaver + " leaves");
        narrator.say(leaver + " leaves");
        time = timed(() -> cluster.stop(leaver), observer::missing);
        narrator.say("every partition has 3 copies again " + time + " later");
        longest(phase);
    }

    /** Lets the load run undisturbed, to have something to compare with. */
    private void calm(Load load) {
        letGoOn(CALM);
        Waits.Phase phase = load.waits().phases().getFirst();
        narrator.say(phase.calls() + " calls in " + Text.seconds(CALM) + ", the longest took "
                + Text.seconds(phase.longest()));
    }

    /** Says how callers fared, not before those that waited have been answered. */
    private void longest(Waits.Phase phase) {
        letGoOn(AFTERMATH);
        narrator.say("meanwhile " + phase.calls() + " calls were answered; the longest took "
                + Text.seconds(phase.longest()));
    }

    private static void letGoOn(Duration time) {
        long started = System.nanoTime();
        Wait.atMost(time.multipliedBy(2)).until(() -> System.nanoTime() - started > time.toNanos());
    }

    /** The head of the first of the load's bins that is not the steady one. */
    private Name headOf(Load load) {
        ClusterView view = observer.view();
        if (view == null) {
            throw new Trouble("no backend shows a view");
        }
        return load.bins().stream().map(bin -> Name.backend(view.chainOf(bin).getFirst()))
                .filter(head -> !head.equals(STEADY)).findFirst()
                .orElseThrow(() -> new Trouble("one backend is the head of everything"));
    }

    private WebStore steady() {
        return new WebStore(web, cluster.layout().address(STEADY));
    }

    private int lead() {
        Integer lead = observer.lead();
        if (lead == null) {
            throw new Trouble("no keeper leads");
        }
        return lead;
    }

    private LocalProcess process(Name name) {
        LocalProcess process = cluster.find(name);
        if (process == null) {
            throw new Trouble(name + " has ended; see " + cluster.folder().log(name));
        }
        return process;
    }

    /** Does something and waits for what must come of it. @return how long that took, in words */
    private String timed(Runnable deed, Supplier<@Nullable String> missing) {
        long started = System.nanoTime();
        deed.run();
        await(missing);
        return since(started);
    }

    private void await(Supplier<@Nullable String> missing) {
        progress.await(cluster.running().stream().map(LocalProcess::name).toList(), PATIENCE,
                missing);
    }

    private static String since(long started) {
        return Text.seconds(Duration.ofNanos(System.nanoTime() - started));
    }
}
