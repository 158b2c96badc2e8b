package io.binstore.simulation.run;

import io.binstore.protocol.runtime.Bound;
import io.binstore.simulation.cluster.Cluster;
import io.binstore.simulation.cluster.SimBackend;
import io.binstore.simulation.cluster.SimClient;
import io.binstore.simulation.cluster.SimKeeper;
import io.binstore.simulation.cluster.SimNode;
import io.binstore.simulation.world.Violation;
import io.binstore.simulation.world.World;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether every queue and table of all cores is within its bound (I11). */
final class Bounds {

    private final Cluster cluster;

    Bounds(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Looks at all processes that are there, and reports the first bound that is not kept. */
    void check() {
        World world = cluster.ground().world();
        if (world.violation() == null && !world.ended()) {
            for (SimBackend backend : Cluster.which(cluster.backends(), SimNode::up)) {
                report(backend, backend.core().bounds());
                report(backend, backend.edge().bounds());
            }
            for (SimKeeper keeper : Cluster.which(cluster.keepers(), SimNode::up)) {
                report(keeper, keeper.core().bounds());
            }
            for (SimClient client : Cluster.which(cluster.clients(), SimNode::up)) {
                report(client, client.core().bounds());
            }
        }
    }

    private void report(SimNode node, List<Bound> bounds) {
        Violation found = violation(node.host(), bounds);
        if (found != null) {
            cluster.ground().world().report(found);
        }
    }

    static @Nullable Violation violation(String host, List<Bound> bounds) {
        for (Bound bound : bounds) {
            if (!bound.kept()) {
                return Violation.of("I11", host + " holds " + bound);
            }
        }
        return null;
    }
}
