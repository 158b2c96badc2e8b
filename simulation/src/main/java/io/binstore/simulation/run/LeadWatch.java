package io.binstore.simulation.run;

import io.binstore.simulation.cluster.Cluster;
import io.binstore.simulation.cluster.SimKeeper;
import io.binstore.simulation.world.World;
import java.util.ArrayList;
import java.util.List;

/** Notes the moments at which not exactly one keeper leads. */
final class LeadWatch {

    private static final long LOOK_NANOS = 200 * World.MILLISECOND;

    private final Cluster cluster;
    private final List<Long> leaderlessNanos = new ArrayList<>();

    LeadWatch(Cluster cluster) {
        this.cluster = cluster;
    }

    void start() {
        World world = cluster.ground().world();
        if (Cluster.which(cluster.keepers(), SimKeeper::leads).size() != 1) {
            leaderlessNanos.add(world.nowNanos());
        }
        world.after(LOOK_NANOS, this::start);
    }

    List<Long> leaderlessNanos() {
        return leaderlessNanos;
    }
}
