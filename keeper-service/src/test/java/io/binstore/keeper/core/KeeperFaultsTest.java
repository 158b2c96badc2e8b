package io.binstore.keeper.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.protocol.runtime.Randomness;
import org.junit.jupiter.api.Test;

/**
 * Keepers through random trouble: at most one view per epoch while it lasts (I1), full redundancy
 * when it is over.
 */
class KeeperFaultsTest {

    private static final int SEEDS = Integer.getInteger("binstore.keeper.seeds", 60);
    private static final int FIRST = Integer.getInteger("binstore.keeper.first", 1);

    @Test
    void survivesRandomTrouble() {
        for (int seed = FIRST; seed < FIRST + SEEDS; seed++) {
            try {
                run(seed);
            } catch (Throwable failure) {
                throw new AssertionError("seed " + seed, failure);
            }
        }
    }

    private static void run(int seed) {
        Randomness chance = FakeLoop.random(seed);
        int backends = 3 + chance.below(4);
        int keepers = 1 + chance.below(3);
        FakeCluster cluster = new FakeCluster(backends, keepers, 8);
        cluster.chance = FakeLoop.random(seed + 1_000_000L);
        cluster.troublePerMille = chance.below(100);
        cluster.delayMaxMillis = 1 + chance.below(30);
        cluster.start();
        cluster.loop.run(chance.below(10_000));
        for (int step = 0; step < 12; step++) {
            trouble(cluster, chance);
        }
        cluster.silent.clear();
        cluster.down.clear();
        assertThat(cluster.loop.runUntil(60_000, () -> cluster.redundant(3)))
                .as("seed %s: %s", seed, cluster)
                .isNotNegative();
    }

    private static void trouble(FakeCluster cluster, Randomness chance) {
        int backend = chance.below(cluster.backends.size());
        int keeper = chance.below(cluster.keepers.size());
        switch (chance.below(6)) {
            case 0 -> {
                cluster.killIfWitnessed(backend);
                cluster.loop.run(chance.below(3_000));
                cluster.boot(backend);
            }
            case 1 -> {
                cluster.killIfWitnessed(backend);
                cluster.boot(backend);
            }
            case 2 -> {
                cluster.silent.add(FakeCluster.backend(backend));
                cluster.loop.run(chance.below(8_000));
                cluster.silent.clear();
            }
            case 3 -> {
                cluster.silent.add(FakeCluster.keeper(keeper));
                cluster.loop.run(chance.below(12_000));
                cluster.silent.clear();
            }
            case 4 -> {
                cluster.down.add(FakeCluster.keeper(keeper));
                cluster.loop.run(chance.below(3_000));
                cluster.restartKeeper(keeper);
            }
            default -> {
                cluster.down.add(FakeCluster.keeper(keeper));
                cluster.killIfWitnessed(backend);
                cluster.loop.run(chance.below(1_000));
                cluster.boot(backend);
                cluster.restartKeeper(keeper);
            }
        }
        cluster.loop.run(chance.below(8_000));
    }
}
