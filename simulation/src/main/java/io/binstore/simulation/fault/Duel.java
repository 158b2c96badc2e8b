package io.binstore.simulation.fault;

import io.binstore.simulation.check.Step;
import io.binstore.simulation.cluster.Cluster;
import io.binstore.simulation.cluster.SimKeeper;
import io.binstore.simulation.cluster.SimNode;
import io.binstore.simulation.world.SimRandomness;
import io.binstore.simulation.world.World;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two keepers that fight over a view: one is held up while backends vote for its own, for longer than its lease, and is
 * back while they vote for another's.
 */
final class Duel {

    private static final double HELD_UP = 0.15;
    private static final double BACK = 0.3;
    private static final long LENGTH_NANOS_MIN = World.SECOND;
    private static final long LENGTH_NANOS_MAX = 15 * World.SECOND;

    private final Cluster cluster;
    private final SimRandomness random;
    private final Cuts cuts;
    private final Strikes strikes;
    private final Cuts.Timer timer;
    private @Nullable SimKeeper heldUp;

    Duel(Cluster cluster, SimRandomness random, Cuts cuts, Strikes strikes,
            Cuts.Timer timer) {
        this.cluster = cluster;
        this.random = random;
        this.cuts = cuts;
        this.strikes = strikes;
        this.timer = timer;
    }

    void stepped(Step step) {
        if (step.kind() != Step.Kind.ACCEPTED && step.kind() != Step.Kind.ADOPTED) {
            return;
        }
        SimKeeper absent = heldUp;
        if (absent != null) {
            if (random.chance(BACK)) {
                timer.after(0, absent::resume);
            }
        } else if (random.chance(HELD_UP)) {
            timer.after(0,
                    () -> strikes.next(FaultKind.DUEL, random, () -> holdUp(step.host())));
        }
    }

    private void holdUp(String voter) {
        SimKeeper lead = cluster.lead();
        if (lead == null || heldUp != null) {
            return;
        }
        cluster.ground().world().trace().note("chaos", () -> "holds up " + lead);
        heldUp = lead;
        long nanos = random.between(LENGTH_NANOS_MIN, LENGTH_NANOS_MAX);
        if (random.chance(0.5)) {
            // What it has sent to the others does not get there any more.
            List<String> reached = new ArrayList<>(List.of(voter));
            if (random.chance(0.3)) {
                reached.addAll(cuts.some(cluster.backends()));
            }
            cuts.keepAway(lead, reached, nanos);
            if (random.chance(0.5)) {
                hide(voter, lead, nanos);
            }
        }
        if (random.chance(0.6)) {
            lead.pause();
        }
        timer.after(nanos, () -> {
            lead.resume();
            heldUp = null;
        });
    }

    /** Nobody else hears of the vote for now. */
    private void hide(String voter, SimKeeper lead, long nanos) {
        for (SimNode node : cluster.backends()) {
            if (node.host().equals(voter)) {
                List<String> others = List.of(voter, lead.host());
                cuts.keepAway(node, others, nanos);
            }
        }
    }
}
