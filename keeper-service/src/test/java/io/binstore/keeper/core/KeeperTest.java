package io.binstore.keeper.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whole keepers against fake backends. */
class KeeperTest {

    @Test
    void foundsAClusterOfAllThatAnswer() {
        FakeCluster cluster = new FakeCluster(3, 2, 16);
        cluster.start();

        assertThat(cluster.loop.runUntil(2_000, () -> cluster.redundant(3))).isBetween(0L, 500L);
        assertThat(cluster.leads()).containsExactly(0);
        assertThat(cluster.backends).allMatch(backend -> backend.epoch() == 1);
    }

    @Test
    void replacesACrashedMemberWithinAPoll() {
        FakeCluster cluster = new FakeCluster(4, 1, 16);
        cluster.start();
        cluster.loop.runUntil(5_000, () -> cluster.redundant(3));
        cluster.kill(1);

        assertThat(cluster.loop.runUntil(5_000, () -> !cluster.redundant(3))).isBetween(0L, 1_200L);
        assertThat(cluster.loop.runUntil(5_000, () -> cluster.redundant(3))).isBetween(0L, 2_000L);
    }

    @Test
    void growsFromOneToFive() {
        FakeCluster cluster = new FakeCluster(5, 2, 64);
        for (int i = 1; i < 5; i++) {
            cluster.kill(i);
        }
        cluster.start();
        assertThat(cluster.loop.runUntil(3_000, () -> cluster.redundant(1))).isNotNegative();
        for (int i = 1; i < 5; i++) {
            cluster.boot(i);
            cluster.loop.run(5_000);
        }
        assertThat(cluster.redundant(3)).isTrue();
        assertThat(cluster.keepers.get(0).report().backends())
                .allMatch(b -> b.replicas() == 38 || b.replicas() == 39);
    }

    @Test
    void anotherKeeperTakesOver() {
        FakeCluster cluster = new FakeCluster(3, 3, 16);
        cluster.start();
        cluster.loop.runUntil(2_000, () -> cluster.redundant(3));
        cluster.down.add(FakeCluster.keeper(0));

        assertThat(cluster.loop.runUntil(10_000, () -> cluster.leads().contains(1))).isBetween(0L,
                2_000L);
        cluster.kill(2);
        assertThat(cluster.loop.runUntil(5_000, () -> cluster.redundant(2))).isNotNegative();
    }
}
