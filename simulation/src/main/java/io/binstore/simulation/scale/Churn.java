package io.binstore.simulation.scale;

import io.binstore.simulation.cluster.Cluster;
import io.binstore.simulation.cluster.SimBackend;
import io.binstore.simulation.cluster.SimNode;
import io.binstore.simulation.world.SimRandomness;
import io.binstore.simulation.world.World;
import java.util.List;

/** Backends that come and go, one at a time and in equal steps. */
final class Churn {

    private final Cluster cluster;
    private final World world;
    private final SimRandomness random;
    private final int spare;
    private final long stepNanos;
    private int joins;
    private int leaves;
    private boolean over;

    Churn(Cluster cluster, int spare, long stepNanos) {
        this.cluster = cluster;
        this.world = cluster.ground().world();
        this.random = cluster.ground().randomness().fork("churn");
        this.spare = spare;
        this.stepNanos = stepNanos;
    }

    void begin() {
        cluster.keepers().forEach(SimNode::start);
        int present = cluster.backends().size() - spare;
        cluster.backends().subList(0, present).forEach(SimNode::start);
        world.after(stepNanos, this::step);
    }

    /** A leave while more than half of the spare ones are there, else a join, mostly. */
    private void step() {
        if (over) {
            return;
        }
        List<SimBackend> offline = Cluster.which(cluster.backends(), backend -> !backend.up());
        boolean leave = offline.isEmpty() || random.below(2 * spare) >= offline.size();
        List<SimBackend> some =
                leave ? Cluster.which(cluster.backends(), SimBackend::up) : offline;
        SimBackend one = some.get(random.below(some.size()));
        if (leave) {
            leaves++;
            one.kill();
        } else {
            joins++;
            one.start();
        }
        world.after(stepNanos, this::step);
    }

    void end() {
        over = true;
    }

    int joins() {
        return joins;
    }

    int leaves() {
        return leaves;
    }
}
