package io.binstore.bed.fault;

import io.binstore.bed.host.Hosts;
import io.binstore.bed.proxy.Mischief;
import io.binstore.launcher.cluster.ClusterState;
import io.binstore.launcher.cluster.Kind;
import io.binstore.launcher.cluster.LocalCluster;
import io.binstore.launcher.cluster.LocalProcess;
import io.binstore.launcher.cluster.Name;
import io.binstore.launcher.cluster.Observer;
import io.binstore.launcher.cluster.Trouble;
import io.binstore.launcher.cluster.Wait;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What faults act upon: the cluster, its hosts, its proxies, and chance. */
public final class Ground {

    /** Longer than I12 allows, so that a late recovery is measured rather than guessed. */
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final int PROBE_MILLIS = 700;

    private final LocalCluster cluster;
    private final Observer observer;
    private final Hosts hosts;
    private final Mischief mischief;
    private final Random random;
    private final Tempo tempo;
    private final int clients;

    /**
     * For how long things last.
     *
     * @param holdMillis a pause, a cut: longer than every lease
     * @param paceMillis between two joins or leaves
     * @param keeperlessMillis without any keeper
     */
    public record Tempo(long holdMillis, long paceMillis, long keeperlessMillis) {
    }

    public Ground(LocalCluster cluster, Hosts hosts, Mischief mischief, long seed, Tempo tempo,
            int clients) {
        this.cluster = cluster;
        this.observer = new Observer(cluster);
        this.hosts = hosts;
        this.mischief = mischief;
        this.random = new Random(seed);
        this.tempo = tempo;
        this.clients = clients;
    }

    LocalCluster cluster() {
        return cluster;
    }

    Hosts hosts() {
        return hosts;
    }

    Mischief mischief() {
        return mischief;
    }

    Random random() {
        return random;
    }

    Tempo tempo() {
        return tempo;
    }

    int clients() {
        return clients;
    }

    /** The backends that run, in an order drawn by chance. */
    List<Name> backends() {
        List<Name> names = new ArrayList<>(
                cluster.running(Kind.BACKEND).stream().map(LocalProcess::name).toList());
        Collections.shuffle(names, random);
        return names;
    }

    List<Name> keepers() {
        return cluster.running(Kind.KEEPER).stream().map(LocalProcess::name).toList();
    }

    Name lead() {
        AtomicReference<@Nullable Integer> lead = new AtomicReference<>();
        awaits("a lead", () -> {
            lead.set(observer.lead());
            return lead.get() == null ? "no keeper leads" : null;
        });
        Integer found = lead.get();
        if (found == null) {
            throw new IllegalStateException("it was waited for");
        }
        return Name.keeper(found);
    }

    /** The incarnation of a backend as keepers know it. */
    String incarnation(Name backend) {
        ClusterState state = observer.state();
        ClusterState.Backend found = state == null ? null : state.backends().get(backend.index());
        return found == null ? "" : found.incarnation();
    }

    /** Whether a backend says that it is to leave. */
    boolean leaves(Name backend) {
        return "leaving".equals(observer.health(backend, "state"));
    }

    /** How many replicas and learners a backend has, as keepers know it. */
    int holdings(Name backend) {
        ClusterState state = observer.state();
        ClusterState.Backend found = state == null ? null : state.backends().get(backend.index());
        return found == null ? -1 : found.replicas() + found.learners();
    }

    LocalProcess process(Name name) {
        LocalProcess process = cluster.find(name);
        if (process == null) {
            throw new Trouble(name + " is not running");
        }
        return process;
    }

    /** Whether any keeper answers. */
    boolean keepersAnswer() {
        return observer.state() != null;
    }

    /** Learners that are being filled now. */
    long migrating() {
        ClusterState state = observer.state();
        return state == null ? 0 : state.migrating();
    }

    /** The view as backends know it: the chains of all partitions. */
    List<List<Integer>> chains() {
        var view = observer.view();
        return view == null ? List.of() : view.chains();
    }

    public void awaitComplete() {
        awaits("a complete cluster", observer::missing);
    }

    /** Moreover, nothing moves any more. */
    public void awaitSettled() {
        awaits("a settled cluster", observer::unsettled);
    }

    /** @param missing what is missing, in a few words, or null */
    private static void awaits(String what, Supplier<@Nullable String> missing) {
        AtomicReference<@Nullable String> last = new AtomicReference<>();
        boolean there = Wait.atMost(PATIENCE).until(() -> {
            last.set(missing.get());
            return last.get() == null;
        });
        if (!there) {
            throw new Trouble("after " + PATIENCE.toSeconds() + " s there is not " + what + ": "
                    + last.get());
        }
    }

    /** Lets a fault last. */
    void hold(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Trouble("interrupted", e);
        }
    }

    /** Whether packets from a host to a process vanish: a connection is neither made nor refused. */
    boolean vanishes(String from, Name to) {
        InetSocketAddress target = hosts.front(to);
        CompletableFuture<Boolean> vanished = new CompletableFuture<>();
        hosts.threads(from).newThread(() -> {
            try (Socket socket = new Socket()) {
                socket.connect(target, PROBE_MILLIS);
                vanished.complete(false);
            } catch (SocketTimeoutException e) {
                vanished.complete(true);
            } catch (IOException e) {
                vanished.complete(false);
            }
        }).start();
        return vanished.join();
    }
}
