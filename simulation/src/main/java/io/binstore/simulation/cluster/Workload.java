package io.binstore.simulation.cluster;

import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Operation;
import io.binstore.protocol.operation.Read;
import io.binstore.simulation.check.Step;
import io.binstore.simulation.world.SimRandomness;
import io.binstore.simulation.world.World;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the clients of a run busy with all eight calls until the plan is done or it is told to stop. */
public final class Workload {

    /** Some values come again and again, so that lists hold equal elements. */
    private static final List<Utf8> COMMON = List.of(Utf8.EMPTY, Utf8.of("x"), Utf8.of("y"));

    private static final long HURRY_NANOS_MIN = 20 * World.MILLISECOND;
    private static final long HURRY_NANOS_MAX = 3 * World.SECOND;
    /** Calls of a hurry, or at a step, come at once or somewhat later; the logarithm is even. */
    private static final long SOON_NANOS_MIN = 10 * World.MICROSECOND;
    private static final long SOON_NANOS_MAX = 3 * World.SECOND;
    private static final int BURST_MAX = 4;
    /** How many calls of a burst meet in one place. */
    private static final double HOT = 0.8;
    /** Bursts leave calls for the rest of the run: they may be ahead of time by this share. */
    private static final double AHEAD = 0.25;

    private final Cluster cluster;
    private final WorkPlan plan;
    private final SimRandomness random;
    private Utf8 hotBin = Utf8.EMPTY;
    private Utf8 hotKey = Utf8.EMPTY;
    private long hotUntilNanos;
    private int calls;
    private boolean stopped;

    public Workload(Cluster cluster, WorkPlan plan) {
        this.cluster = cluster;
        this.plan = plan;
        this.random = cluster.ground().randomness().fork("workload");
    }

    public void start() {
        cluster.clients().forEach(this::drive);
        cluster.ground().ledger().listen(this::stepped);
    }

    /** The client thinks, calls, thinks; a restarted one has to be driven anew. */
    public void drive(SimClient client) {
        long pause = random.chance(plan.hasty()) ? soon()
                : (long) (-Math.log(1 - random.unit()) * plan.thinkNanos());
        client.soon(pause, () -> {
            if (stopped || calls >= plan.callsMax()) {
                return;
            }
            callOne(client);
            drive(client);
        });
    }

    private void callOne(SimClient client) {
        if (stopped || calls >= plan.callsMax()) {
            return;
        }
        Operation operation = draw();
        // Mutations that wait keep nobody from reading.
        int openMax = operation instanceof Read ? 2 * plan.openMax() : plan.openMax();
        if (client.open() >= openMax) {
            return;
        }
        calls++;
        long deadline = random.chance(plan.hurried())
                ? random.between(HURRY_NANOS_MIN, HURRY_NANOS_MAX)
                : plan.deadlineNanos();
        if (random.chance(plan.edge())) {
            new EdgeCall(cluster, random, operation, deadline).attempt();
        } else {
            client.call(operation, deadline, result -> {
            });
        }
    }

    /** Something happens that calls may get in the way of. */
    private void stepped(Step step) {
        if (stopped || !random.chance(plan.eager()) || ahead()) {
            return;
        }
        hotBin = pick(plan.bins());
        hotKey = pick(plan.keys());
        hotUntilNanos = cluster.ground().world().nowNanos() + SOON_NANOS_MAX;
        for (SimClient client : cluster.clients()) {
            for (int left = random.below(BURST_MAX); left > 0; left--) {
                client.soon(soon(), () -> callOne(client));
            }
        }
    }

    private boolean ahead() {
        double time = (double) cluster.ground().world().nowNanos() / plan.spanNanos();
        return calls > (time + AHEAD) * plan.callsMax();
    }

    private long soon() {
        double spread = Math.log((double) SOON_NANOS_MAX / SOON_NANOS_MIN);
        return (long) (SOON_NANOS_MIN * Math.exp(spread * random.unit()));
    }

    public void stop() {
        stopped = true;
    }

    private Operation draw() {
        boolean hot = cluster.ground().world().nowNanos() < hotUntilNanos && random.chance(HOT);
        Utf8 bin = hot ? hotBin : pick(plan.bins());
        Utf8 key = hot ? hotKey : pick(plan.keys());
        if (random.chance(plan.reads())) {
            return switch (random.below(6)) {
                case 0, 1 -> new Read.Get(bin, key);
                case 2, 3 -> new Read.ListGet(bin, key);
                case 4 -> new Read.Keys(bin, pattern(), pattern(), after(), limit());
                default -> new Read.ListKeys(bin, pattern(), pattern(), after(), limit());
            };
        }
        return switch (random.below(9)) {
            case 0, 1, 2 -> new Mutation.Set(bin, key, random.chance(0.2) ? Utf8.EMPTY : fresh());
            case 3, 4, 5 ->
                    new Mutation.ListAppend(bin, key, random.chance(0.3) ? pick(COMMON) : fresh());
            case 6 -> new Mutation.ListRemove(bin, key, pick(COMMON));
            default -> new Mutation.Clock(bin, random.chance(0.2) ? random.below(1_000) : 0);
        };
    }

    private Utf8 fresh() {
        return Utf8.of("v" + calls);
    }

    private Utf8 pattern() {
        return random.chance(0.6) ? Utf8.EMPTY
                : pick(List.of(Utf8.of("a"), Utf8.of("ab"), Utf8.of("b")));
    }

    private @Nullable Utf8 after() {
        return random.chance(0.8) ? null : pick(plan.keys());
    }

    private int limit() {
        return random.chance(0.7) ? 0 : random.between(1, 3);
    }

    private <T> T pick(List<T> list) {
        return list.get(random.below(list.size()));
    }

    /** Scans all that the plan can have written. */
    public List<Operation> scans() {
        List<Operation> scans = new ArrayList<>();
        for (Utf8 bin : plan.bins()) {
            scans.add(new Read.Keys(bin, Utf8.EMPTY, Utf8.EMPTY, null, 0));
            scans.add(new Read.ListKeys(bin, Utf8.EMPTY, Utf8.EMPTY, null, 0));
            scans.add(new Mutation.Clock(bin, 0));
        }
        return scans;
    }

    /** Looks at every key that the plan can have written. */
    public List<Operation> looks() {
        List<Operation> looks = new ArrayList<>();
        for (Utf8 bin : plan.bins()) {
            for (Utf8 key : plan.keys()) {
                looks.add(new Read.Get(bin, key));
                looks.add(new Read.ListGet(bin, key));
            }
        }
        return looks;
    }
}
