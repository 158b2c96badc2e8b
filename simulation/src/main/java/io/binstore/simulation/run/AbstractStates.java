package io.binstore.simulation.run;

import io.binstore.keeper.core.Keeper;
import io.binstore.simulation.cluster.Cluster;
import io.binstore.simulation.cluster.SimBackend;
import io.binstore.simulation.cluster.SimKeeper;
import io.binstore.simulation.cluster.SimNode;
import io.binstore.simulation.world.SimRandomness;
import io.binstore.simulation.world.World;
import java.util.Arrays;

/**
 * The abstract states that a run passes through: which kinds of nodes there are at the moment. What counts of a node is
 * whether it runs, is paused or down, whether its epoch is behind, and its part in one partition or in the lead; names,
 * numbers and values do not.
 *
 * <p>
 * Looked at when a backend takes a step that matters, once per moment, and ten times a second.
 */
final class AbstractStates {

    private static final long LOOK_NANOS = 100 * World.MILLISECOND;
    private static final int PARTITIONS_MAX = 2;

    private final Cluster cluster;
    private final World world;
    private final LongSet met = new LongSet(256);
    private final long[] backends;
    private boolean due;

    AbstractStates(Cluster cluster) {
        this.cluster = cluster;
        this.world = cluster.ground().world();
        this.backends = new long[cluster.backends().size()];
    }

    void start() {
        cluster.ground().ledger().listen(step -> due = true);
        world.afterEvents(this::lookIfDue);
        lookAgain();
    }

    private void lookIfDue() {
        if (due) {
            look();
        }
    }

    private void lookAgain() {
        look();
        world.after(LOOK_NANOS, this::lookAgain);
    }

    private void look() {
        due = false;
        long newest = 0;
        for (SimBackend backend : cluster.backends()) {
            newest = backend.up() ? Math.max(newest, backend.core().epoch()) : newest;
        }
        long lead = 0;
        for (SimKeeper keeper : cluster.keepers()) {
            // Two that lead are one more than one: an overlap of reigns is a state of its own.
            lead = keeper.up() ? join(lead, keeper.core().sketch()) : lead;
        }
        int partitions = Math.min(PARTITIONS_MAX, cluster.ground().shape().partitions());
        for (int partition = 0; partition < partitions; partition++) {
            for (int i = 0; i < backends.length; i++) {
                SimBackend backend = cluster.backends().get(i);
                backends[i] = presence(backend);
                if (backend.up()) {
                    backends[i] |= behind(newest, backend.core().epoch())
                            | backend.core().sketch(partition) << 3;
                }
            }
            met.add(mix(lead, backends));
        }
    }

    private static long join(long some, long another) {
        return some | another | (some & another & Keeper.SKETCH_LEADS) << 8;
    }

    private static long presence(SimNode node) {
        return !node.up() ? 0 : node.running() ? 1 : 2;
    }

    private static long behind(long newest, long epoch) {
        return epoch < newest ? 4 : 0;
    }

    /** Which nodes are in a state, and how many, does not matter. */
    private static long mix(long start, long[] nodes) {
        Arrays.sort(nodes);
        long hash = start;
        for (int i = 0; i < nodes.length; i++) {
            if (i == 0 || nodes[i] != nodes[i - 1]) {
                hash = SimRandomness.mix(hash * 31 + nodes[i]);
            }
        }
        return hash;
    }

    long[] met() {
        return met.toArray();
    }
}
