package io.binstore.simulation.run;

import io.binstore.simulation.cluster.Cluster;
import io.binstore.simulation.cluster.SimNode;
import io.binstore.simulation.world.SimRandomness;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Who is healed after a chaotic run: mostly everybody, now and then a random core, and the rest is gone for good. */
final class Survivors {

    private static final double CORE_ONLY = 0.25;

    private Survivors() {
    }

    /** The servers that never come back; at least one backend and one keeper do. */
    static Set<SimNode> goneForGood(Cluster cluster, SimRandomness random) {
        Set<SimNode> gone = new LinkedHashSet<>();
        if (random.chance(CORE_ONLY)) {
            gone.addAll(allButSome(cluster.backends(), random));
            gone.addAll(allButSome(cluster.keepers(), random));
        }
        return gone;
    }

    private static List<SimNode> allButSome(List<? extends SimNode> nodes, SimRandomness random) {
        List<SimNode> left = new ArrayList<>(nodes);
        int stay = random.between(1, nodes.size());
        for (int i = 0; i < stay; i++) {
            left.remove(random.below(left.size()));
        }
        return left;
    }
}
