package io.binstore.simulation.scale;

import io.binstore.protocol.model.Partitioning;
import io.binstore.protocol.model.Utf8;
import io.binstore.simulation.check.HistoryCheck;
import io.binstore.simulation.check.Ledger;
import io.binstore.simulation.cluster.Cluster;
import io.binstore.simulation.cluster.Ground;
import io.binstore.simulation.cluster.Shape;
import io.binstore.simulation.cluster.SimNode;
import io.binstore.simulation.cluster.WorkPlan;
import io.binstore.simulation.cluster.Workload;
import io.binstore.simulation.history.CallRecord;
import io.binstore.simulation.history.History;
import io.binstore.simulation.net.Network;
import io.binstore.simulation.run.Aftermath;
import io.binstore.simulation.world.Trace;
import io.binstore.simulation.world.Violation;
import io.binstore.simulation.world.World;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A large cluster whose backends come and go while clients call, judged by the contract: nothing lost, no call failed. */
public final class ScaleRun {

    private static final long DEADLINE_NANOS = 60 * World.SECOND;
    private static final long WAIT_MAX_NANOS = 20 * World.SECOND;
    private static final long CALM_NANOS = 3 * World.SECOND;
    private static final int BINS_PER_MINUTE = 4;
    private static final int CALLS_PER_BIN = 60;
    /** A view change has hundreds of steps, and each may have every client call. */
    private static final double EAGER = 0.0002;

    private final ScaleOptions options;
    private final Trace trace;
    private final World world;
    private final Network network;
    private final History history = new History();
    private final Cluster cluster;
    private final Churn churn;
    private final Workload workload;

    /** @param linesMax how many trace lines to keep */
    public ScaleRun(ScaleOptions options, int linesMax) {
        this.options = options;
        this.trace = new Trace(linesMax);
        this.world = new World(options.seed(), trace);
        this.network = new Network(world);
        Shape shape = new Shape(options.backends(), options.keepers(), options.clients(),
                options.partitions(), 3, Shape.BYTES_MAX_DEFAULT);
        this.cluster = new Cluster(new Ground(world, network, new Ledger(world, history), history,
                shape, 0, world.randomness().fork("scale")));
        this.churn = new Churn(cluster, options.spare(), options.changeSeconds() * World.SECOND);
        this.workload = new Workload(cluster, plan());
    }

    /** Few calls in many bins, so that every history can be judged. */
    private WorkPlan plan() {
        int bins = BINS_PER_MINUTE * options.minutes();
        List<Utf8> names = IntStream.range(0, bins).mapToObj(i -> Utf8.of("bin-" + i)).toList();
        int calls = bins * CALLS_PER_BIN;
        long spanNanos = options.minutes() * 60 * World.SECOND;
        return new WorkPlan(names, List.of(Utf8.of("a"), Utf8.of("b")), calls, spanNanos, 4,
                spanNanos * options.clients() / calls, 0.5, DEADLINE_NANOS, 0, 0.1, 0, EAGER);
    }

    /** What is wrong, or null. */
    public @Nullable Violation violation() {
        trace.makeCurrent();
        try {
            return judge();
        } finally {
            Trace.leave();
        }
    }

    private @Nullable Violation judge() {
        cluster.clients().forEach(SimNode::start);
        churn.begin();
        workload.start();
        world.runUntil(options.minutes() * 60 * World.SECOND);
        churn.end();
        workload.stop();
        Aftermath aftermath = new Aftermath(cluster, CALM_NANOS);
        String missing = aftermath.waitForRest();
        if (missing != null && world.violation() == null) {
            world.report(Violation.of("I12", "60 s after the last change " + missing));
        }
        if (world.violation() == null) {
            aftermath.lookAtEverything(List.of(workload.scans(), workload.looks()));
        }
        Violation found = world.violation() == null ? promises() : world.violation();
        return found != null ? found
                : new HistoryCheck(history, new Partitioning(options.partitions()), false)
                        .violation();
    }

    private @Nullable Violation promises() {
        for (CallRecord call : history.calls()) {
            if (call.pending() || call.refused() || call.unknown()) {
                return Violation.of("promise", "a call failed: " + call);
            }
        }
        if (longestWaitNanos() > WAIT_MAX_NANOS) {
            return Violation.of("promise",
                    "a call took " + longestWaitNanos() / World.MILLISECOND + " ms");
        }
        return history.losses().isEmpty() ? null
                : Violation.of("promise",
                        "lost partition " + history.losses().get(0).partition());
    }

    private long longestWaitNanos() {
        return history.calls().stream().filter(call -> !call.pending())
                .mapToLong(call -> call.returnNanos() - call.invokeNanos()).max().orElse(0);
    }

    /** What the run came to, for people. */
    public String summary() {
        return churn.joins() + " joins, " + churn.leaves() + " leaves, " + history.calls().size()
                + " calls, longest wait " + longestWaitNanos() / World.MILLISECOND + " ms, "
                + network.calls() + " messages with answers, " + world.eventCount() + " events";
    }

    public List<String> lines() {
        return trace.lines();
    }
}
