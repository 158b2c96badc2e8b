package io.binstore.simulation.crashpoint;

import io.binstore.keeper.core.KeeperReport;
import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.model.View;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Operation;
import io.binstore.protocol.operation.Read;
import io.binstore.simulation.check.Ledger;
import io.binstore.simulation.cluster.Cluster;
import io.binstore.simulation.cluster.Ground;
import io.binstore.simulation.cluster.Shape;
import io.binstore.simulation.cluster.SimBackend;
import io.binstore.simulation.cluster.SimClient;
import io.binstore.simulation.cluster.SimKeeper;
import io.binstore.simulation.cluster.SimNode;
import io.binstore.simulation.history.History;
import io.binstore.simulation.net.Links;
import io.binstore.simulation.net.Network;
import io.binstore.simulation.run.Convergence;
import io.binstore.simulation.world.Trace;
import io.binstore.simulation.world.World;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A small cluster in calm weather and a few clients, for a script to play on.
 *
 * <p>
 * A script must come to its end whatever happens on the way: what it waits for it waits for a limited time, and goes on.
 */
final class Stage {

    static final long DEADLINE_NANOS = 60 * World.SECOND;
    private static final long LOOK_NANOS = 20 * World.MILLISECOND;
    private static final long PATIENCE_NANOS = 30 * World.SECOND;
    private static final List<Utf8> BINS = List.of(Utf8.of("a"), Utf8.of("b"));
    private static final Utf8 KEY = Utf8.of("k");

    private final World world;
    private final History history = new History();
    private final Network network;
    private final Cluster cluster;
    private long talkUntilNanos;
    private int calls;

    Stage(Shape shape, Trace trace) {
        world = new World(1, trace);
        network = new Network(world);
        cluster = new Cluster(new Ground(world, network, new Ledger(world, history), history, shape,
                0, world.randomness().fork("stage")));
        cluster.clients().forEach(SimNode::start);
    }

    World world() {
        return world;
    }

    History history() {
        return history;
    }

    Cluster cluster() {
        return cluster;
    }

    Links links() {
        return network.links();
    }

    SimBackend backend(int index) {
        return cluster.backends().get(index);
    }

    @Nullable
    View view() {
        SimKeeper lead = cluster.lead();
        KeeperReport report = lead == null ? null : lead.core().report();
        return report == null ? null : report.view();
    }

    /** The first partition's chain in the lead's view; null while nobody leads. */
    @Nullable
    Chain chain() {
        View view = view();
        return view == null ? null : view.chains().get(0);
    }

    /** The epoch of the lead's view, 0 while nobody leads. */
    long epoch() {
        View view = view();
        return view == null ? 0 : view.epoch();
    }

    /** Starts all keepers and some backends. */
    void start(int backends) {
        cluster.keepers().forEach(SimNode::start);
        cluster.backends().subList(0, backends).forEach(SimNode::start);
    }

    /** Goes on for so long. */
    void millis(long millis) {
        world.runUntil(world.nowNanos() + millis * World.MILLISECOND);
    }

    /** Goes on until something holds, or patience ends. */
    void until(BooleanSupplier holds) {
        until(PATIENCE_NANOS, holds);
    }

    /** Goes on until something holds, or that time has passed. */
    void until(long patienceNanos, BooleanSupplier holds) {
        long end = world.nowNanos() + patienceNanos;
        while (!holds.getAsBoolean() && world.nowNanos() < end && world.violation() == null) {
            world.runUntil(world.nowNanos() + LOOK_NANOS);
        }
    }

    /** Goes on until all calls are made and answered and full chains are complete everywhere. */
    void untilRest() {
        Convergence convergence = new Convergence(cluster);
        until(() -> world.nowNanos() >= talkUntilNanos && convergence.missing() == null);
    }

    /** Clients make so many calls of all kinds from now on, one each gap, whether or not those before are done. */
    void talk(int count, long gapMillis) {
        talkUntilNanos = world.nowNanos() + count * gapMillis * World.MILLISECOND;
        for (int i = 0; i < count; i++) {
            SimClient client = cluster.clients().get(calls % cluster.clients().size());
            Operation operation = operation(calls++);
            client.soon(i * gapMillis * World.MILLISECOND,
                    () -> client.call(operation, DEADLINE_NANOS, result -> {
                    }));
        }
    }

    private static Operation operation(int number) {
        Utf8 bin = BINS.get(number / 2 % BINS.size());
        return switch (number % 8) {
            case 0, 5 -> new Mutation.ListAppend(bin, KEY, Utf8.of("v" + number));
            case 1 -> new Mutation.Set(bin, KEY, Utf8.of("v" + number));
            case 2 -> new Read.ListGet(bin, KEY);
            case 3 -> new Mutation.Clock(bin, 0);
            case 4 -> new Mutation.ListRemove(bin, KEY, Utf8.of("v" + (number - 8)));
            case 6 -> new Read.Keys(bin, Utf8.EMPTY, Utf8.EMPTY, null, 0);
            default -> new Read.Get(bin, KEY);
        };
    }

    /** Looks that show everything the client can have written. */
    List<List<Operation>> looks() {
        return BINS.stream()
                .map(bin -> List.<Operation>of(new Read.Keys(bin, Utf8.EMPTY, Utf8.EMPTY, null, 0),
                        new Read.ListKeys(bin, Utf8.EMPTY, Utf8.EMPTY, null, 0),
                        new Read.Get(bin, KEY), new Read.ListGet(bin, KEY),
                        new Mutation.Clock(bin, 0)))
                .toList();
    }
}
