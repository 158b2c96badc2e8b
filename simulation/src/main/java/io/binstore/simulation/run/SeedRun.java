package io.binstore.simulation.run;

import io.binstore.protocol.model.Partitioning;
import io.binstore.protocol.runtime.Probes;
import io.binstore.simulation.check.ClockLagCheck;
import io.binstore.simulation.check.HistoryCheck;
import io.binstore.simulation.check.Ledger;
import io.binstore.simulation.cluster.Cluster;
import io.binstore.simulation.cluster.Ground;
import io.binstore.simulation.cluster.Shape;
import io.binstore.simulation.cluster.SimBackend;
import io.binstore.simulation.cluster.SimNode;
import io.binstore.simulation.cluster.WorkPlan;
import io.binstore.simulation.cluster.Workload;
import io.binstore.simulation.fault.Chaos;
import io.binstore.simulation.fault.Contract;
import io.binstore.simulation.fault.FaultKind;
import io.binstore.simulation.fault.FaultPlan;
import io.binstore.simulation.fault.Faults;
import io.binstore.simulation.fault.Strikes;
import io.binstore.simulation.history.CallRecord;
import io.binstore.simulation.history.History;
import io.binstore.simulation.net.Network;
import io.binstore.simulation.net.Weather;
import io.binstore.simulation.world.SimRandomness;
import io.binstore.simulation.world.Trace;
import io.binstore.simulation.world.Violation;
import io.binstore.simulation.world.World;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One seed from its shape to its verdict: trouble, then healing, then rest (I12), then a look at everything, then the
 * judgement of the whole history.
 */
public final class SeedRun {

    /** Rest has to last this long. */
    private static final long ORDERS_NANOS = 3 * World.SECOND;
    private static final long CALM_NANOS = 3 * World.SECOND;
    /** How many runs have marked places in the cores make the unlucky choice. */
    private static final double UNLUCKY = 0.4;
    /** After how many runs nobody calls until replicas have forgotten their clients, and how long that takes. */
    private static final double IDLE = 0.01;
    private static final long IDLE_NANOS = 12 * 60 * World.SECOND;
    private static final long DEADLINE_NANOS = 60 * World.SECOND;
    /** No call may take longer than this while the contract is kept. */
    private static final long WAIT_MAX_NANOS = 20 * World.SECOND;

    private final Options options;
    private final Trace trace;
    private final World world;
    private final Network network;
    private final History history = new History();
    private final Ledger ledger;
    private final Cluster cluster;
    private final Strikes strikes;
    private final Faults faults;
    private final Scope scope;
    private final Workload workload;
    private final LeadWatch leads;
    private final AbstractStates states;
    private boolean lossy;
    private boolean copies;
    private final long spanNanos;

    public SeedRun(Options options) {
        this.options = options;
        this.trace = new Trace(options.linesMax(), options.messages());
        this.world = new World(options.seed(), trace);
        this.network = new Network(world);
        this.ledger = new Ledger(world, history);
        SimRandomness random = world.randomness().fork("shape");
        boolean contract = options.judgement() == Judgement.CONTRACT;
        if (random.chance(UNLUCKY)) {
            random.luck().runOut(random.nextLong());
        }
        Trim trim = options.trim();
        FaultPlan plan = FaultPlan.draw(world.randomness().fork("faults")).without(trim.kinds());
        Shape shape = trim.of(contract ? contractShape(random) : chaosShape(random, plan));
        double drift =
                contract || trim.kinds().contains(FaultKind.DRIFT) ? 0 : plan.drift();
        this.cluster = new Cluster(
                new Ground(world, network, ledger, history, shape, drift,
                        world.randomness().fork("nodes")));
        this.strikes = new Strikes(trim.strikes(), trim.kinds());
        this.faults = contract ? new Contract(cluster, strikes) : new Chaos(cluster, plan, strikes);
        long drawnNanos = contract ? random.between(60, 150) * World.SECOND
                : random.between(20, 120) * World.SECOND;
        this.spanNanos = trim.span(drawnNanos);
        long deadline = contract || random.chance(0.5) ? DEADLINE_NANOS
                : random.between(1, 30) * World.SECOND;
        WorkPlan work = trim.of(
                WorkPlan.draw(random, shape.clients(), drawnNanos, deadline, contract));
        this.workload = new Workload(cluster, work);
        this.scope = new Scope(contract ? Set.of() : plan.kinds(), shape, work, spanNanos);
        this.leads = new LeadWatch(cluster);
        this.states = new AbstractStates(cluster);
        trace.note("run", () -> options + ": " + shape + (contract ? "" : ", " + plan));
    }

    private static Shape contractShape(SimRandomness random) {
        return new Shape(random.between(3, 6), random.between(1, 3), random.between(1, 4),
                partitions(random), 3,
                Shape.BYTES_MAX_DEFAULT);
    }

    private static Shape chaosShape(SimRandomness random, FaultPlan plan) {
        int backends = random.chance(0.7) ? random.between(3, 5) : random.between(1, 7);
        long bytesMax = plan.kinds().contains(FaultKind.MEMORY)
                ? random.between(1 << 10, 16 << 10)
                : Shape.BYTES_MAX_DEFAULT;
        int replicas = random.chance(0.7) ? 3 : random.between(1, 4);
        return new Shape(backends, random.between(1, 3), random.between(1, 5), partitions(random),
                replicas,
                bytesMax);
    }

    /** Mostly one: what goes wrong with a replica then meets all calls. */
    private static int partitions(SimRandomness random) {
        return random.chance(0.6) ? 1 : 1 << random.below(4);
    }

    public Options options() {
        return options;
    }

    /** How large this run is. */
    public Scope scope() {
        return scope;
    }

    /** How many faults came so far, whether they happened or were left out. */
    public int strikes() {
        return strikes.count();
    }

    /** The moment up to which this run has come. */
    public long nowNanos() {
        return world.nowNanos();
    }

    /** What happened, as far as it was to be noted. */
    public List<Trace.Line> story() {
        return trace.story();
    }

    public Outcome run() {
        trace.makeCurrent();
        Probes.listen(ledger::reached);
        try {
            Violation found = judge();
            int unknown = (int) history.calls().stream().filter(CallRecord::unknown).count();
            return new Outcome(options, found, trace.hash(), world.randomness().draws().last(),
                    world.eventCount(),
                    history.calls().size(), unknown, history.losses().size(), longestWait(),
                    ledger.probes(), states.met(),
                    trace.lines());
        } finally {
            Probes.leave();
            Trace.leave();
        }
    }

    private @Nullable Violation judge() {
        cluster.clients().forEach(SimNode::start);
        faults.begin();
        lossy = network.weather().loses();
        copies = network.weather().repeats();
        workload.start();
        leads.start();
        states.start();
        world.runUntil(spanNanos);
        Bounds bounds = new Bounds(cluster);
        bounds.check();
        heal();
        Aftermath aftermath = new Aftermath(cluster, CALM_NANOS);
        String missing = aftermath.waitForRest();
        if (world.violation() != null) {
            return world.violation();
        }
        if (world.ended()) {
            return judgeHistory();
        }
        if (missing != null) {
            return Violation.of("I12", "60 s after the last fault " + missing);
        }
        bounds.check();
        if (world.randomness().fork("idle").chance(IDLE)) {
            trace.note("run", () -> "is idle until clients are forgotten");
            world.runUntil(world.nowNanos() + IDLE_NANOS);
        }
        trace.note("run", () -> "looks at everything");
        // What no look after the last scan shows was never there to be scanned: that keeps the judging of appends short.
        aftermath.lookAtEverything(List.of(workload.scans(), workload.looks()));
        bounds.check();
        if (world.violation() != null) {
            return world.violation();
        }
        Violation found = promises();
        return found == null ? judgeHistory() : found;
    }

    private @Nullable Violation judgeHistory() {
        return new HistoryCheck(history, new Partitioning(cluster.ground().shape().partitions()),
                copies).violation();
    }

    private void heal() {
        trace.note("run", () -> "heals");
        faults.end();
        workload.stop();
        network.weather(Weather.CALM);
        network.links().heal();
        Set<SimNode> gone = options.judgement() == Judgement.CONTRACT ? Set.of()
                : Survivors.goneForGood(cluster, world.randomness().fork("survivors"));
        cluster.backends().forEach(SimBackend::stay);
        // A keeper that was held up may still be about to pass an order to leave on.
        world.after(ORDERS_NANOS, () -> cluster.backends().forEach(SimBackend::stay));
        for (SimNode node : cluster.nodes()) {
            if (gone.contains(node)) {
                node.kill();
            } else {
                node.resume();
                node.start();
            }
        }
    }

    /** What calls may end with, and when. */
    private @Nullable Violation promises() {
        boolean contract = options.judgement() == Judgement.CONTRACT;
        for (CallRecord call : history.calls()) {
            boolean failed = call.refused() || call.unknown();
            if (call.pending() || failed && (contract || !call.gaveUp() && !call.full())) {
                return Violation.of("promise", "a call failed: " + call);
            }
        }
        if (contract && longestWait() > WAIT_MAX_NANOS) {
            return Violation.of("promise",
                    "a call took " + longestWait() / World.MILLISECOND + " ms");
        }
        if (contract && !history.losses().isEmpty()) {
            return Violation.of("promise", "lost partition " + history.losses().get(0).partition());
        }
        return contract && !lossy ? new ClockLagCheck(history, leads.leaderlessNanos()).violation()
                : null;
    }

    private long longestWait() {
        return history.calls().stream().filter(call -> !call.unknown() && !call.refused())
                .mapToLong(call -> call.returnNanos() - call.invokeNanos()).max().orElse(0);
    }
}
