package io.binstore.backend.actuate;

import io.binstore.backend.http.Node;
import io.binstore.protocol.wire.HealthCodec;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * What keepers poll: UP with the details of {@link HealthCodec}, or DOWN if the backend's loop is
 * stuck.
 *
 * <p>
 * A fresh, empty backend is UP.
 */
public final class BackendHealth implements HealthIndicator {

    private final Node node;

    public BackendHealth(Node node) {
        this.node = node;
    }

    @Override
    public Health health() {
        try {
            return Health.up().withDetails(HealthCodec.details(node.report().health())).build();
        } catch (Node.NoAnswer e) {
            return Health.down().withDetail("reason", String.valueOf(e.getMessage())).build();
        }
    }
}
