package io.binstore.keeper.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.protocol.message.HealthRequest;
import org.junit.jupiter.api.Test;

/** The largest cluster that is promised. */
class KeeperScaleTest {

    @Test
    void threeHundredBackendsLoseOneAndGetItBack() {
        FakeCluster cluster = new FakeCluster(300, 2, 1024);
        cluster.start();
        assertThat(cluster.loop.runUntil(5_000, () -> cluster.redundant(3))).isNotNegative();
        cluster.kill(7);
        cluster.loop.run(1_300);
        assertThat(cluster.keepers.get(0).report().epoch()).isGreaterThan(1);
        assertThat(cluster.loop.runUntil(5_000, () -> cluster.redundant(3))).isNotNegative();
        cluster.boot(7);

        assertThat(cluster.loop.runUntil(20_000, () -> cluster.redundant(3)
                && cluster.keepers.get(0).report().backends().get(7).replicas() >= 10))
                .isNotNegative();
    }

    @Test
    void looksAtTheHealthOfALargeClusterLessOften() {
        FakeCluster cluster = new FakeCluster(300, 2, 1024);
        cluster.start();
        cluster.loop.runUntil(5_000, () -> cluster.redundant(3));
        cluster.backends.forEach(backend -> backend.received.clear());
        cluster.loop.run(6_000);

        assertThat(cluster.backends).allSatisfy(backend -> assertThat(
                backend.received.stream().filter(HealthRequest.class::isInstance))
                .hasSizeBetween(3, 5));
    }
}
