package io.binstore.keeper.core;

import io.binstore.protocol.message.KeeperHealthReply;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.message.Request;
import io.binstore.protocol.model.View;
import io.binstore.protocol.runtime.Randomness;
import io.binstore.protocol.runtime.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Real keepers and fake backends on one loop, with a network of 1 ms each way. */
final class FakeCluster {

    final FakeLoop loop = new FakeLoop();
    final List<FakeBackend> backends = new ArrayList<>();
    final List<Keeper> keepers = new ArrayList<>();
    /** Addresses where nothing runs. */
    final TreeSet<String> down = new TreeSet<>();
    /** Addresses that swallow what is sent to them. */
    final TreeSet<String> silent = new TreeSet<>();
    /** What keepers say of themselves instead of the truth. */
    final Map<Integer, KeeperHealthReply> sayings = new TreeMap<>();
    /** Which view was chosen for each epoch, per cluster, as far as anything had it active (I1). */
    final Map<String, View> everActive = new TreeMap<>();
    /** Of a thousand messages, this many are lost and as many are repeated. */
    int troublePerMille;
    /** What delays and losses are drawn from. */
    Randomness chance = FakeLoop.random(1);
    long delayMaxMillis = 1;
    private final List<KeeperSettings> settings = new ArrayList<>();
    private final List<Integer> starts = new ArrayList<>();

    FakeCluster(int backendCount, int keeperCount, int partitions) {
        List<String> backendAddresses = new ArrayList<>();
        List<String> keeperAddresses = new ArrayList<>();
        for (int i = 0; i < backendCount; i++) {
            backends.add(new FakeBackend(i, loop, 100 + i));
            backendAddresses.add(backend(i));
        }
        for (int i = 0; i < keeperCount; i++) {
            keeperAddresses.add(keeper(i));
        }
        for (int i = 0; i < keeperCount; i++) {
            settings.add(KeeperSettings.of(i, keeperAddresses, backendAddresses, partitions, 1));
            starts.add(0);
            keepers.add(newKeeper(i));
        }
    }

    static String backend(int index) {
        return "http://localhost:" + (7100 + index);
    }

    static String keeper(int index) {
        return "http://localhost:" + (7500 + index);
    }

    void start() {
        keepers.forEach(Keeper::start);
    }

    void restartKeeper(int index) {
        starts.set(index, starts.get(index) + 1);
        KeeperSettings first = settings.get(index);
        settings.set(index,
                KeeperSettings.of(index, first.keepers(), first.backends(), first.partitions(),
                        loop.nanos() / (100 * FakeLoop.MILLI)));
        keepers.set(index, newKeeper(index));
        down.remove(keeper(index));
        keepers.get(index).start();
    }

    void kill(int backend) {
        down.add(backend(backend));
        backends.get(backend).restart();
    }

    /**
     * Kills a backend if another one has the newest view that anybody accepted: what I1 needs
     * (protocol, section 4).
     */
    void killIfWitnessed(int backend) {
        long newest = backends.stream().mapToLong(FakeBackend::newestEpoch).max().orElse(0);
        if (backends.stream()
                .anyMatch(other -> other.index != backend && other.newestEpoch() >= newest)) {
            kill(backend);
        }
    }

    void boot(int backend) {
        down.remove(backend(backend));
    }

    /** The keepers that say they lead. */
    List<Integer> leads() {
        List<Integer> leads = new ArrayList<>();
        for (int i = 0; i < keepers.size(); i++) {
            if (!down.contains(keeper(i)) && keepers.get(i).report().leads()) {
                leads.add(i);
            }
        }
        return leads;
    }

    /** Whether one keeper leads and sees every partition with that many complete replicas. */
    boolean redundant(int replicas) {
        if (leads().size() != 1) {
            return false;
        }
        KeeperReport.Redundancy redundancy = keepers.get(leads().get(0)).report().redundancy();
        return redundancy.total() > 0
                && redundancy.byCompleteReplicas().get(replicas) == redundancy.total();
    }

    private Keeper newKeeper(int index) {
        Transport transport = new Link(keeper(index), starts.get(index), index);
        return new Keeper(settings.get(index), loop, loop,
                FakeLoop.random(31L * index + starts.get(index) + 7),
                transport);
    }

    /** One keeper's way out; it ends with the start of the keeper it was made for. */
    private final class Link implements Transport {

        private final String from;
        private final int start;
        private final int index;

        Link(String from, int start, int index) {
            this.from = from;
            this.start = start;
            this.index = index;
        }

        @Override
        public void call(String address, Request request, long timeoutNanos,
                Consumer<Outcome> then) {
            boolean[] done = new boolean[1];
            Consumer<Outcome> once = outcome -> {
                if (!done[0] && starts.get(index) == start) {
                    done[0] = true;
                    then.accept(outcome);
                }
            };
            loop.after(timeoutNanos, () -> once.accept(new Failed(Failure.UNKNOWN)));
            if (down.contains(from) || silent.contains(from)) {
                return;
            }
            send(() -> arrive(address, request, once));
        }

        private void send(Runnable arrival) {
            if (chance.below(1000) >= troublePerMille) {
                loop.after(delay(), arrival);
            }
            if (chance.below(1000) < troublePerMille) {
                loop.after(delay(), arrival);
            }
        }

        private long delay() {
            return FakeLoop.MILLI + chance.below((int) delayMaxMillis) * FakeLoop.MILLI;
        }

        private void arrive(String address, Request request, Consumer<Outcome> then) {
            if (silent.contains(address)) {
                return;
            }
            if (down.contains(address)) {
                loop.after(FakeLoop.MILLI, () -> then.accept(new Failed(Failure.REFUSED)));
                return;
            }
            Consumer<Reply> back = reply -> send(() -> {
                if (!silent.contains(address)) {
                    then.accept(new Answered(reply));
                }
            });
            for (int i = 0; i < keepers.size(); i++) {
                if (keeper(i).equals(address) && sayings.containsKey(i)) {
                    back.accept(sayings.get(i));
                } else if (keeper(i).equals(address)) {
                    keepers.get(i).handle(request, back);
                }
            }
            for (FakeBackend target : backends) {
                if (backend(target.index).equals(address)) {
                    back.accept(target.answer(request));
                    watch(target);
                }
            }
        }
    }

    private void watch(FakeBackend backend) {
        View active = backend.active;
        if (active != null) {
            View before = everActive.putIfAbsent(active.cluster() + "/" + active.epoch(), active);
            if (before != null && !before.equals(active)) {
                throw new AssertionError("I1: " + before + " and " + active);
            }
        }
    }

    /** Who has what active, and what the keepers think of it. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (FakeBackend backend : backends) {
            text.append("\n").append(backend.index).append(" incarnation ")
                    .append(backend.incarnation)
                    .append(" promised ").append(backend.promisedTerm).append(" accepted ")
                    .append(backend.accepted)
                    .append(" active ").append(backend.active);
        }
        for (Keeper keeper : keepers) {
            KeeperReport report = keeper.report();
            text.append("\nkeeper ").append(report.index()).append(' ').append(report.lead())
                    .append(' ')
                    .append(report.view()).append(report.redundancy());
            report.events().stream().skip(Math.max(0, report.events().size() - 12))
                    .forEach(event -> text.append("\n   ").append(event));
        }
        return text.toString();
    }
}
