package io.binstore.simulation.check;

import io.binstore.backend.core.BackendObserver;
import io.binstore.protocol.message.Entry;
import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.Replica;
import io.binstore.protocol.model.View;
import io.binstore.protocol.operation.Result;
import io.binstore.protocol.runtime.Probe;
import io.binstore.simulation.history.History;
import io.binstore.simulation.world.Process;
import io.binstore.simulation.world.Violation;
import io.binstore.simulation.world.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches all backends as they go and checks the invariants after every step; it knows who held what, and so which loss
 * is excused: one where every complete replica that the partition had is dead.
 */
public final class Ledger {

    private final World world;
    private final Map<Long, Incarnation> incarnations = new HashMap<>();
    private final ViewBook views = new ViewBook(incarnations);
    private final VoteBook votes = new VoteBook(incarnations, views);
    private final ReadWatch readers = new ReadWatch();
    private final LogBook logs;
    private final History history;
    private final TreeMap<Integer, HistoryKey> current = new TreeMap<>();
    private final Set<Probe> probes = new HashSet<>();
    private final List<Consumer<Step>> listeners = new ArrayList<>();

    public Ledger(World world, History history) {
        this.world = world;
        this.history = history;
        this.logs = new LogBook(world, views, readers, history);
    }

    /** What a backend in this process is to report to. */
    public BackendObserver observerOf(Process process) {
        return new Tap(process);
    }

    /** Has the program of a process looked at, besides what it reports. */
    public void watch(Process process, ReadWatch.Reader reader) {
        readers.watch(process, reader);
    }

    /** A core has reached a named place; the first time in a run is a step that matters. */
    public void reached(Probe probe) {
        if (probes.add(probe)) {
            Process process = world.turn();
            if (process != null) {
                stepped(Step.Kind.PROBE, process);
            }
            world.trace().note(() -> "probe: " + probe.text());
        }
    }

    /** The named places in the cores that were reached. */
    public Set<Probe> probes() {
        return probes;
    }

    /** Tells whenever a backend takes a step that matters; the listener may schedule something, no more. */
    public void listen(Consumer<Step> listener) {
        listeners.add(listener);
    }

    private void stepped(Step.Kind kind, Process process) {
        Step step = new Step(kind, process.host());
        listeners.forEach(listener -> listener.accept(step));
    }

    /** A backend has promised a term, or refused another for it. */
    public void promised(Process process, long incarnation, long term) {
        incarnations.computeIfAbsent(incarnation, id -> new Incarnation(id, process));
        votes.promised(process, incarnation, term);
    }

    /** A backend has voted for a view under a term. */
    public void voted(Process process, long incarnation, long term, View view) {
        votes.voted(process, incarnation, term, view);
    }

    /** A backend has voted for a view. */
    public void accepted(Process process, long incarnation, View view) {
        Incarnation who =
                incarnations.computeIfAbsent(incarnation, id -> new Incarnation(id, process));
        who.accepted(views.accepted(view, world.nowNanos()));
        stepped(Step.Kind.ACCEPTED, process);
    }

    private void adopted(Incarnation who, View view) {
        if (views.forksExcusably(view)) {
            world.end("all who knew of epoch " + view.epoch()
                    + " are dead, and another view of it was chosen");
            return;
        }
        if (views.view(view.cluster(), view.epoch()) == null) {
            votes.becomesActive(view);
        }
        views.adopted(who, view);
        world.trace().note(() -> "adopts " + view + " " + view.chains());
        if (views.isNews(view)) {
            View before = views.newest();
            for (int partition = 0; partition < view.chains().size(); partition++) {
                lookForLoss(view, partition);
                if (before != null && before.cluster() == view.cluster()) {
                    chainMayBecome(before, view, partition);
                }
            }
            views.becomeNewest(view);
        }
    }

    private void lookForLoss(View view, int partition) {
        Chain chain = view.chains().get(partition);
        HistoryKey key = new HistoryKey(view.cluster(), partition, chain.origin());
        HistoryKey before = current.put(partition, key);
        if (before == null || before.equals(key)) {
            return;
        }
        Incarnation holder = views.liveHolder(before, logs.log(before).last());
        if (holder != null) {
            throw Violation.of("I5",
                    key + " begins empty, though " + holder + " is alive and has " + before);
        }
        logs.lost(before, 0);
    }

    /**
     * A live replica leaves a chain only if all other live ones are complete, and one is added only if all live ones
     * are (oneatatime and keepcomplete of the models).
     */
    private void chainMayBecome(View before, View after, int partition) {
        Chain old = before.chains().get(partition);
        Chain next = after.chains().get(partition);
        if (old.version() == next.version() || old.origin() != next.origin()) {
            return;
        }
        boolean liveRemoved = false;
        boolean added = next.replicas().stream().anyMatch(each -> !old.contains(each.member()));
        for (Replica replica : old.replicas()) {
            liveRemoved |= !next.contains(replica.member()) && alive(before, replica);
        }
        boolean anyStays = old.replicas().stream().anyMatch(each -> next.contains(each.member()));
        if (liveRemoved && !anyStays) {
            throw Violation.of("section 7",
                    "partition " + partition + " goes from " + old + " to " + next
                            + ": nobody who held it stays, though somebody lives");
        }
        for (Replica replica : old.replicas()) {
            boolean stays = next.contains(replica.member());
            if ((liveRemoved && stays || added) && alive(before, replica)
                    && !complete(before, replica, partition)) {
                throw Violation.of("section 7",
                        "partition " + partition + " goes from " + old + " to " + next
                                + " while member " + replica.member() + " is not complete");
            }
        }
    }

    private boolean alive(View view, Replica replica) {
        Member member = view.member(replica.member());
        Incarnation who = member == null ? null : incarnations.get(member.incarnation());
        return who != null && who.alive();
    }

    private boolean complete(View view, Replica replica, int partition) {
        Member member = view.member(replica.member());
        Incarnation who = member == null ? null : incarnations.get(member.incarnation());
        ReplicaLog log = who == null ? null : who.logs.get(partition);
        return log != null && log.complete && !log.discarded;
    }

    /** Tells the ledger which process an incarnation runs in. */
    private final class Tap implements BackendObserver {

        private final Process process;

        Tap(Process process) {
            this.process = process;
        }

        private Incarnation who(long incarnation) {
            return incarnations.computeIfAbsent(incarnation, id -> new Incarnation(id, process));
        }

        private HistoryKey key(Incarnation who, int partition, long origin) {
            return new HistoryKey(who.cluster, partition, origin);
        }

        @Override
        public void adopted(long incarnation, View view) {
            Ledger.this.adopted(who(incarnation), view);
            stepped(Step.Kind.ADOPTED, process);
        }

        @Override
        public void reset(long oldIncarnation, long newIncarnation) {
            votes.leaves(who(oldIncarnation));
            who(oldIncarnation).reset(world.nowNanos());
            world.trace().note(() -> "starts over as " + Long.toHexString(newIncarnation));
        }

        @Override
        public void applied(long incarnation, int partition, long origin, long version, Entry entry,
                Result result) {
            Incarnation who = who(incarnation);
            world.trace().note(
                    () -> "applies " + partition + "@" + version + " " + entry + " -> " + result);
            logs.applied(who, key(who, partition, origin), version, entry, result);
        }

        @Override
        public void learned(long incarnation, int partition, long origin, Entry entry) {
            Incarnation who = who(incarnation);
            logs.learned(who, key(who, partition, origin), entry);
        }

        @Override
        public void loaded(long incarnation, int partition, long origin, long last,
                boolean learner) {
            Incarnation who = who(incarnation);
            world.trace().note(
                    () -> "loads " + partition + " up to " + last + (learner ? " as learner" : ""));
            logs.loaded(who, key(who, partition, origin), last, learner);
            stepped(Step.Kind.LOADED, process);
        }

        @Override
        public void committed(long incarnation, int partition, long origin, long version,
                long index) {
            Incarnation who = who(incarnation);
            logs.committed(who, key(who, partition, origin), version, index);
        }

        @Override
        public void serving(long incarnation, int partition, long version, long last,
                boolean complete) {
            Incarnation who = who(incarnation);
            world.trace().note(() -> "is active in " + partition + "@" + version + " with " + last
                    + (complete ? ", complete" : ", new"));
            HistoryKey key = keyOf(who, partition, version);
            if (key != null) {
                logs.serving(who, key, version, last, complete);
                if (complete && key.equals(current.get(partition))) {
                    history.begun(partition);
                }
            }
            stepped(Step.Kind.SERVING, process);
        }

        private @Nullable HistoryKey keyOf(Incarnation who, int partition, long version) {
            Chain chain = views.chain(who.cluster, partition, version);
            return chain == null ? null : key(who, partition, chain.origin());
        }

        @Override
        public void discarded(long incarnation, int partition) {
            world.trace().note(() -> "drops " + partition);
            logs.discarded(who(incarnation), partition);
        }
    }
}
