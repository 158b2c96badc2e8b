package io.binstore.keeper.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binstore.client.netty.NettyLoop;
import io.binstore.client.netty.SecureRandomness;
import io.binstore.keeper.core.Keeper;
import io.binstore.keeper.core.KeeperSettings;
import io.binstore.keeper.node.KeeperNode;
import io.binstore.keeper.node.LoopNode;
import io.binstore.protocol.message.HealthRequest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/** What is shown of a keeper whose loop does not come to an answer. */
@Timeout(20)
class StuckKeeperTest {

    private final CountDownLatch freed = new CountDownLatch(1);
    private final NettyLoop loop = new NettyLoop("keeper-loop");
    private final Keeper keeper = new Keeper(
            KeeperSettings.of(0, List.of("http://localhost:7500"), List.of("http://localhost:7100"),
                    16, 1),
            loop, loop,
            new SecureRandomness(), (address, request, timeoutNanos, then) -> {
            });
    private final KeeperNode node = new LoopNode(loop, keeper, 300);

    @BeforeEach
    void stick() {
        loop.execute(() -> {
            try {
                freed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void isDownUntilItAnswersAgain() {
        Health stuck = new KeeperHealth(node).health();
        assertThat(stuck.getStatus()).isEqualTo(Status.DOWN);
        assertThat(stuck.getDetails()).containsEntry("reason",
                "this keeper has not answered in time");
        freed.countDown();
        Awaitility.await()
                .untilAsserted(() -> assertThat(new KeeperHealth(node).health().getStatus())
                        .isEqualTo(Status.UP));
    }

    @Test
    void keepsNobodyWaiting() {
        assertThatThrownBy(node::report).isInstanceOf(KeeperNode.NoAnswer.class);
        assertThatThrownBy(() -> node.partition(0)).isInstanceOf(KeeperNode.NoAnswer.class);
        assertThatThrownBy(() -> node.answer(new HealthRequest()))
                .isInstanceOf(KeeperNode.NoAnswer.class);
    }

    @Test
    void measuresNothing() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        new KeeperMetrics(node).bindTo(registry);
        assertThat(registry.get("binstore.keeper.epoch").gauge().value()).isNaN();
    }
}
