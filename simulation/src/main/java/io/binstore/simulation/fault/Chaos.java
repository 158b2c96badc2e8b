package io.binstore.simulation.fault;

import io.binstore.simulation.cluster.Cluster;
import io.binstore.simulation.cluster.SimNode;
import io.binstore.simulation.net.Links;
import io.binstore.simulation.net.Weather;
import io.binstore.simulation.world.SimRandomness;
import io.binstore.simulation.world.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Anything goes: does one thing after another that the plan allows, and undoes each some time later. */
public final class Chaos implements Faults {

    private static final long EAGER_NANOS_MAX = 20 * World.MILLISECOND;

    private final Cluster cluster;
    private final FaultPlan plan;
    private final World world;
    private final Links links;
    private final SimRandomness random;
    private final List<FaultKind> kinds;
    private boolean over;

    public Chaos(Cluster cluster, FaultPlan plan) {
        this.cluster = cluster;
        this.plan = plan;
        this.world = cluster.ground().world();
        this.links = cluster.ground().network().links();
        this.random = cluster.ground().randomness().fork("chaos");
        this.kinds = new ArrayList<>(plan.kinds());
    }

    @Override
    public void begin() {
        cluster.ground().network().weather(plan.weather());
        for (SimNode node : cluster.nodes()) {
            world.after(random.chance(0.7) ? 0 : random.between(0, 10 * World.SECOND), () -> {
                if (!over) {
                    node.start();
                }
            });
        }
        cluster.ground().ledger().listen(this::stepped);
        next();
    }

    private void stepped() {
        if (!over && random.chance(plan.eager())) {
            world.after(random.between(0, EAGER_NANOS_MAX), () -> {
                if (!over) {
                    strike(kinds.get(random.below(kinds.size())));
                }
            });
        }
    }

    private void next() {
        world.after(exponential(plan.gapNanos()), () -> {
            if (!over) {
                strike(kinds.get(random.below(kinds.size())));
                next();
            }
        });
    }

    private void strike(FaultKind kind) {
        world.trace().note("chaos", kind::toString);
        switch (kind) {
            case BACKEND_CRASH -> crash(cluster.backends());
            case BACKEND_REBIRTH -> any(cluster.backends()).restartAtOnce();
            case BACKEND_PAUSE -> pause(any(cluster.backends()));
            case KEEPER_CRASH -> crash(cluster.keepers());
            case KEEPER_PAUSE -> pause(any(cluster.keepers()));
            case CLIENT_PAUSE -> pause(any(cluster.clients()));
            case ISOLATION ->
                    cut(() -> links.isolate(any(cluster.nodes()).host(), cluster.hosts()));
            case HALVES -> cut(() -> links.cut(some(cluster.nodes()), some(cluster.nodes())));
            case ONE_WAY ->
                    cut(() -> links.cutOneWay(some(cluster.nodes()), some(cluster.nodes())));
            case SERVERS_CUT -> cut(() -> links.isolate(any(cluster.backends()).host(), servers()));
            case KEEPERS_CUT ->
                    cut(() -> links.cut(some(cluster.keepers()), some(cluster.backends())));
            case CLIENTS_CUT ->
                    cut(() -> links.cut(some(cluster.clients()), some(cluster.backends())));
            case SLOW_HOST -> slow(any(cluster.nodes()).host());
            case DELAY, LOSS, REPLY_LOSS, DUPLICATES, REPLAYS -> storm();
            case DRIFT, MEMORY -> {
                // Drawn with the processes.
            }
        }
    }

    /** One of them, now and then several at once. */
    private void crash(List<? extends SimNode> nodes) {
        int count = random.chance(0.8) ? 1 : random.between(1, nodes.size());
        for (int i = 0; i < count; i++) {
            SimNode node = any(nodes);
            node.kill();
            later(node::start);
        }
    }

    private void pause(SimNode node) {
        node.pause();
        later(node::resume);
    }

    private void cut(Runnable how) {
        how.run();
        later(links::healCuts);
    }

    private void slow(String host) {
        links.slow(host, random.between(World.MILLISECOND, World.SECOND));
        later(() -> links.healSlow(host));
    }

    /** The weather changes for a while: calm, or as drawn. */
    private void storm() {
        cluster.ground().network().weather(Weather.CALM);
        later(() -> cluster.ground().network().weather(plan.weather()));
    }

    private void later(Runnable undo) {
        world.after(exponential(plan.lengthNanos()), () -> {
            if (!over) {
                undo.run();
            }
        });
    }

    private long exponential(long meanNanos) {
        return (long) (-Math.log(1 - random.unit()) * meanNanos);
    }

    private List<String> servers() {
        List<SimNode> servers = new ArrayList<>(cluster.backends());
        servers.addAll(cluster.keepers());
        return servers.stream().map(SimNode::host).toList();
    }

    private <N> N any(List<N> list) {
        return list.get(random.below(list.size()));
    }

    private List<String> some(List<? extends SimNode> nodes) {
        long mask = random.nextLong();
        String[] hosts = nodes.stream().map(SimNode::host).toArray(String[]::new);
        return Arrays.stream(hosts)
                .filter(host -> (mask >>> Arrays.asList(hosts).indexOf(host) % 63 & 1) != 0)
                .toList();
    }

    @Override
    public void end() {
        over = true;
    }
}
