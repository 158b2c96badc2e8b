package io.binstore.simulation.fault;

import io.binstore.simulation.cluster.Cluster;
import io.binstore.simulation.cluster.SimBackend;
import io.binstore.simulation.cluster.SimClient;
import io.binstore.simulation.cluster.SimNode;
import io.binstore.simulation.net.Links;
import io.binstore.simulation.world.SimRandomness;
import java.util.ArrayList;
import java.util.List;

/** The ways in which hosts lose sight of each other; each is mended by itself. */
final class Cuts {

    private final Cluster cluster;
    private final Links links;
    private final SimRandomness random;
    private final Timer timer;

    /** Does something later, unless the time of faults is over. */
    interface Timer {
        void after(long delayNanos, Runnable task);
    }

    Cuts(Cluster cluster, SimRandomness random, Timer timer) {
        this.cluster = cluster;
        this.links = cluster.ground().network().links();
        this.random = random;
        this.timer = timer;
    }

    void isolate(SimNode node, long nanos) {
        between(List.of(node.host()), cluster.hosts(), nanos);
    }

    void halves(long nanos) {
        between(some(cluster.nodes()), some(cluster.nodes()), nanos);
    }

    /** Two halves that meet only where the bridge is. */
    void bridge(SimNode bridge, long nanos) {
        List<String> one = new ArrayList<>(some(cluster.nodes()));
        List<String> other = new ArrayList<>(cluster.hosts());
        one.remove(bridge.host());
        other.remove(bridge.host());
        other.removeAll(one);
        between(one, other, nanos);
    }

    void oneWay(long nanos) {
        oneWay(some(cluster.nodes()), some(cluster.nodes()), nanos);
    }

    /** Clients still reach it. */
    void fromServers(SimBackend backend, long nanos) {
        between(List.of(backend.host()), servers(), nanos);
    }

    /** Some clients reach nobody but a backend that hears no news, from keepers or from any server. */
    void capture(SimBackend backend, boolean keepersOnly, long nanos) {
        List<String> captives = new ArrayList<>(some(cluster.clients()));
        if (captives.isEmpty()) {
            captives.add(any(cluster.clients()).host());
        }
        List<String> others = new ArrayList<>(hosts(cluster.backends()));
        others.remove(backend.host());
        between(captives, others, nanos);
        between(List.of(backend.host()), keepersOnly ? hosts(cluster.keepers()) : servers(),
                nanos);
    }

    void someFromSome(List<? extends SimNode> some, List<? extends SimNode> others, long nanos) {
        between(some(some), some(others), nanos);
    }

    /** A keeper reaches some backends, and nobody else. */
    void keepAway(SimNode keeper, List<String> reached, long nanos) {
        List<String> others = new ArrayList<>(cluster.hosts());
        others.removeAll(reached);
        between(List.of(keeper.host()), others, nanos);
    }

    private void between(List<String> some, List<String> others, long nanos) {
        oneWay(some, others, nanos);
        oneWay(others, some, nanos);
    }

    private void oneWay(List<String> from, List<String> to, long nanos) {
        links.cutOneWay(from, to);
        timer.after(nanos, () -> links.mendOneWay(from, to));
    }

    private List<String> servers() {
        List<String> servers = new ArrayList<>(hosts(cluster.backends()));
        servers.addAll(hosts(cluster.keepers()));
        return servers;
    }

    private static List<String> hosts(List<? extends SimNode> nodes) {
        return nodes.stream().map(SimNode::host).toList();
    }

    List<String> some(List<? extends SimNode> nodes) {
        List<String> some = new ArrayList<>();
        for (SimNode node : nodes) {
            if (random.chance(0.5)) {
                some.add(node.host());
            }
        }
        return some;
    }

    private SimClient any(List<SimClient> list) {
        return list.get(random.below(list.size()));
    }
}
