package io.binstore.simulation.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.simulation.check.Ledger;
import io.binstore.simulation.cluster.Cluster;
import io.binstore.simulation.cluster.Ground;
import io.binstore.simulation.cluster.Shape;
import io.binstore.simulation.cluster.SimNode;
import io.binstore.simulation.history.History;
import io.binstore.simulation.net.Network;
import io.binstore.simulation.world.SimRandomness;
import io.binstore.simulation.world.Trace;
import io.binstore.simulation.world.World;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Whoever is gone for good, somebody is left to go on. */
class SurvivorsTest {

    private static final int BACKENDS = 5;
    private static final int KEEPERS = 3;

    @Test
    void oneBackendAndOneKeeperAreAlwaysHealed() {
        for (long seed = 0; seed < 200; seed++) {
            Set<SimNode> gone = goneForGood(seed);
            assertThat(gone.stream().filter(node -> node.host().startsWith("b")).count())
                    .isLessThan(BACKENDS);
            assertThat(gone.stream().filter(node -> node.host().startsWith("k")).count())
                    .isLessThan(KEEPERS);
            assertThat(gone).noneMatch(node -> node.host().startsWith("c"));
        }
    }

    @Test
    void someRunsLoseServersForGood() {
        long some = LongStream.range(0, 200).filter(seed -> !goneForGood(seed).isEmpty()).count();
        assertThat(some).isBetween(20L, 80L);
    }

    private static Set<SimNode> goneForGood(long seed) {
        World world = new World(seed, new Trace(0));
        History history = new History();
        Shape shape = new Shape(BACKENDS, KEEPERS, 2, 1, 3, Shape.BYTES_MAX_DEFAULT);
        Cluster cluster = new Cluster(new Ground(world, new Network(world),
                new Ledger(world, history), history, shape, 0, world.randomness().fork("test")));
        return Survivors.goneForGood(cluster, SimRandomness.ofSeed(seed));
    }
}
