package io.binstore.simulation.run;

import io.binstore.protocol.model.View;
import io.binstore.protocol.operation.Operation;
import io.binstore.simulation.cluster.Cluster;
import io.binstore.simulation.cluster.SimClient;
import io.binstore.simulation.cluster.SimKeeper;
import io.binstore.simulation.world.Violation;
import io.binstore.simulation.world.World;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What follows the last fault of a run: rest within its time (I12), a look at everything, equal replicas. */
public final class Aftermath {

    private static final long REST_NANOS = 60 * World.SECOND;
    private static final long LOOK_NANOS = 250 * World.MILLISECOND;
    private static final long DEADLINE_NANOS = 60 * World.SECOND;

    private final Cluster cluster;
    private final World world;
    private final long calmNanos;

    /** @param calmNanos how long rest has to last; rest that does not is none */
    public Aftermath(Cluster cluster, long calmNanos) {
        this.cluster = cluster;
        this.world = cluster.ground().world();
        this.calmNanos = calmNanos;
    }

    /** What is still missing at the end of the time for it, or null. */
    public @Nullable String waitForRest() {
        Convergence convergence = new Convergence(cluster);
        long until = world.nowNanos() + REST_NANOS;
        long restless = world.nowNanos();
        String missing = convergence.missing();
        while (world.nowNanos() - restless < calmNanos && world.nowNanos() < until
                && world.violation() == null && !world.ended()) {
            world.runUntil(world.nowNanos() + LOOK_NANOS);
            String now = convergence.missing();
            if (now != null) {
                missing = now;
                restless = world.nowNanos();
            }
        }
        return world.nowNanos() - restless < calmNanos ? missing : null;
    }

    /** Asks round after round, waits for rest again, and compares all replicas; tells the world what is wrong. */
    public void lookAtEverything(List<List<Operation>> rounds) {
        SimClient auditor = cluster.extraClient("auditor");
        for (List<Operation> round : rounds) {
            round.forEach(look -> auditor.call(look, DEADLINE_NANOS, result -> {
            }));
            world.runUntil(world.nowNanos() + 2 * DEADLINE_NANOS, () -> auditor.open() == 0);
        }
        auditor.core().close();
        String missing = waitForRest();
        if (missing != null) {
            world.report(Violation.of("I12", "rest did not last: " + missing));
            return;
        }
        SimKeeper lead = cluster.lead();
        View view = lead == null ? null : lead.core().report().view();
        String difference = view == null ? "nobody leads" : new Equality(cluster).difference(view);
        if (difference != null && world.violation() == null) {
            world.report(Violation.of("I12", difference));
        }
    }
}
