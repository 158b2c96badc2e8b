package io.binstore.simulation.fault;

import io.binstore.simulation.check.Step;
import io.binstore.simulation.cluster.Cluster;
import io.binstore.simulation.cluster.SimBackend;
import io.binstore.simulation.cluster.SimNode;
import io.binstore.simulation.net.Weather;
import io.binstore.simulation.world.SimRandomness;
import io.binstore.simulation.world.World;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Anything goes: does one thing after another that the plan allows, and undoes each some time later.
 *
 * <p>
 * Trouble comes at any time, and right at a step that matters; then it mostly meets whoever took the step.
 */
public final class Chaos implements Faults {

    private static final long EAGER_NANOS_MAX = 20 * World.MILLISECOND;
    private static final double AT_ONCE = 0.4;
    private static final double AT_THE_STEP = 0.6;
    /** How often news of a view, as it becomes active elsewhere, are kept from the backend whom keepers have lost. */
    private static final double NEWS_KEPT = 0.5;

    private final Cluster cluster;
    private final FaultPlan plan;
    private final Strikes strikes;
    private final World world;
    private final SimRandomness random;
    private final List<FaultKind> kinds;
    private final Cuts cuts;
    private final Duel duel;
    private @Nullable SimBackend captured;
    private boolean over;

    public Chaos(Cluster cluster, FaultPlan plan, Strikes strikes) {
        this.cluster = cluster;
        this.plan = plan;
        this.strikes = strikes;
        this.world = cluster.ground().world();
        this.random = cluster.ground().randomness().fork("chaos");
        this.kinds = new ArrayList<>(plan.kinds());
        this.cuts = new Cuts(cluster, random, this::later);
        this.duel = new Duel(cluster, random, cuts, strikes, this::later);
    }

    @Override
    public void begin() {
        cluster.ground().network().weather(plan.weather());
        for (SimNode node : cluster.nodes()) {
            later(random.chance(0.7) ? 0 : random.between(0, 10 * World.SECOND), node::start);
        }
        cluster.ground().ledger().listen(this::stepped);
        next();
    }

    private void stepped(Step step) {
        if (over) {
            return;
        }
        if (kinds.contains(FaultKind.DUEL)) {
            duel.stepped(step);
        }
        SimBackend kept = captured;
        if (kept != null && step.kind() == Step.Kind.ADOPTED && random.chance(NEWS_KEPT)) {
            captured = null;
            later(0, () -> cuts.fromServers(kept, captureLength()));
        }
        if (random.chance(plan.eager())) {
            long wait = random.chance(AT_ONCE) ? 0 : random.between(0, EAGER_NANOS_MAX);
            later(wait, () -> strike(any(kinds), step.host()));
        }
    }

    private void next() {
        later(exponential(plan.gapNanos()), () -> {
            strike(any(kinds), null);
            next();
        });
    }

    /** @param host who is to be hit rather than others, or null */
    private void strike(FaultKind kind, @Nullable String host) {
        strikes.next(kind, random, () -> carryOut(kind, host));
    }

    private void carryOut(FaultKind kind, @Nullable String host) {
        world.trace().note("chaos", kind::toString);
        switch (kind) {
            case BACKEND_CRASH -> crash(cluster.backends(), host);
            case BACKEND_REBIRTH -> any(cluster.backends(), host).restartAtOnce();
            case DRAIN -> drain(any(cluster.backends(), host));
            case BACKEND_PAUSE -> pause(any(cluster.backends(), host));
            case KEEPER_CRASH -> crash(cluster.keepers(), host);
            case KEEPER_PAUSE -> pause(any(cluster.keepers(), host));
            case CLIENT_PAUSE -> pause(any(cluster.clients(), host));
            case ISOLATION -> cuts.isolate(any(cluster.nodes(), host), length());
            case HALVES -> cuts.halves(length());
            case BRIDGE -> cuts.bridge(any(cluster.nodes(), host), length());
            case ONE_WAY -> cuts.oneWay(length());
            case PEERS_CUT -> cuts.someFromSome(cluster.backends(), cluster.backends(), length());
            case SERVERS_CUT -> cuts.fromServers(any(cluster.backends(), host), length());
            case CAPTURE -> capture(any(cluster.backends()));
            case KEEPERS_CUT -> cuts.someFromSome(cluster.keepers(), cluster.backends(), length());
            case CLIENTS_CUT -> cuts.someFromSome(cluster.clients(), cluster.backends(), length());
            case SLOW_HOST -> slow(any(cluster.nodes(), host), length());
            case DELAY, LOSS, REPLY_LOSS, DUPLICATES, REPLAYS -> storm();
            case DUEL, DRIFT, MEMORY -> {
                // At its own steps, or drawn with the processes.
            }
        }
    }

    /** One of them, now and then several at once. */
    private void crash(List<? extends SimNode> nodes, @Nullable String host) {
        int count = random.chance(0.8) ? 1 : random.between(1, nodes.size());
        for (int i = 0; i < count; i++) {
            SimNode node = any(nodes, i == 0 ? host : null);
            node.kill();
            later(length(), node::start);
        }
    }

    private void drain(SimBackend backend) {
        if (random.chance(0.5)) {
            backend.stop();
            later(length(), backend::start);
        } else {
            any(cluster.keepers()).drain(backend, true);
            later(length(), backend::stay);
        }
    }

    private void pause(SimNode node) {
        node.pause();
        later(length(), node::resume);
    }

    private void slow(SimNode node, long nanos) {
        var links = cluster.ground().network().links();
        links.slow(node.host(), random.between(World.MILLISECOND, World.SECOND));
        later(nanos, () -> links.healSlow(node.host()));
    }

    /** The weather changes for a while: calm, or as drawn. */
    private void storm() {
        cluster.ground().network().weather(Weather.CALM);
        later(length(), () -> cluster.ground().network().weather(plan.weather()));
    }

    private void later(long delayNanos, Runnable task) {
        world.after(delayNanos, () -> {
            if (!over) {
                task.run();
            }
        });
    }

    private long length() {
        return random.chance(plan.longOnes()) ? random.between(0, FaultPlan.LENGTH_NANOS_MAX)
                : exponential(plan.lengthNanos());
    }

    /** Keepers take the backend for silent; as its chains go on, it may lose its peers too. */
    private void capture(SimBackend backend) {
        boolean keepersOnly = random.chance(0.7);
        captured = keepersOnly ? backend : null;
        long nanos = captureLength();
        cuts.capture(backend, keepersOnly, nanos);
        // What it is late to hear it may take for news.
        if (kinds.contains(FaultKind.SLOW_HOST) && random.chance(0.5)) {
            slow(backend, nanos);
        }
    }

    /** Long enough for its chains to go on without it, or as long as anything else. */
    private long captureLength() {
        return random.chance(0.3) ? length() : random.between(2 * World.SECOND, 10 * World.SECOND);
    }

    private long exponential(long meanNanos) {
        return (long) (-Math.log(1 - random.unit()) * meanNanos);
    }

    /** Mostly the one at a host, if it is one of them. */
    private <N extends SimNode> N any(List<N> nodes, @Nullable String host) {
        if (host != null && random.chance(AT_THE_STEP)) {
            for (N node : nodes) {
                if (node.host().equals(host)) {
                    return node;
                }
            }
        }
        return any(nodes);
    }

    private <T> T any(List<T> list) {
        return list.get(random.below(list.size()));
    }

    @Override
    public void end() {
        over = true;
    }
}
