package io.binstore.keeper.actuate;

import io.binstore.keeper.node.KeeperNode;
import io.binstore.protocol.message.HealthRequest;
import io.binstore.protocol.message.KeeperHealthReply;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.wire.HealthCodec;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * What other keepers poll: UP with the details of {@link HealthCodec}, or DOWN if the keeper's loop
 * is stuck.
 */
public final class KeeperHealth implements HealthIndicator {

    private final KeeperNode node;

    public KeeperHealth(KeeperNode node) {
        this.node = node;
    }

    @Override
    public Health health() {
        try {
            Reply reply = node.answer(new HealthRequest());
            if (reply instanceof KeeperHealthReply health) {
                return Health.up().withDetails(HealthCodec.details(health)).build();
            }
            throw new IllegalStateException("a keeper's health was answered with " + reply);
        } catch (KeeperNode.NoAnswer e) {
            return Health.down().withDetail("reason", String.valueOf(e.getMessage())).build();
        }
    }
}
