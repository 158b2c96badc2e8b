package io.binstore.backend.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.backend.http.RawHttp.Answer;
import io.binstore.protocol.wire.HealthCodec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What keepers and people see of a backend's health and figures. */
@HttpServer
class ActuatorTest {

    @Autowired
    private StubNode node;
    private RawHttp http;

    @BeforeEach
    void prepare(@LocalServerPort int port) {
        node.reset();
        http = new RawHttp(port);
    }

    @Test
    void tellsKeepersItsHealth() {
        Answer answer = http.get("/actuator/health");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("status").stringValue()).isEqualTo("UP");
        assertThat(HealthCodec.decode(answer.body())).isEqualTo(node.report().health());
    }

    @Test
    void isUpWhenFreshAndEmpty() {
        node.view = null;
        Answer answer = http.get("/actuator/health");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/components/binstore/details/state").stringValue())
                .isEqualTo("fresh");
    }

    @Test
    void isDownWhenItsLoopIsStuck() {
        node.stuck = true;
        Answer answer = http.get("/actuator/health");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().get("status").stringValue()).isEqualTo("DOWN");
        assertThat(http.get("/actuator/health/liveness").status()).isEqualTo(200);
        assertThat(http.get("/actuator/health/readiness").status()).isEqualTo(200);
    }

    @Test
    void exposesNothingElse() {
        JsonNode links = http.get("/actuator").json().get("_links");
        assertThat(links.propertyNames()).containsExactlyInAnyOrder("self", "health", "health-path",
                "info", "metrics",
                "metrics-requiredMetricName", "prometheus");
    }

    @Test
    void countsAndMeasures() {
        http.get("/v1/bins/b/lists/k");
        String text = http.get("/actuator/prometheus").text();
        assertThat(text).contains("binstore_bytes_limit_bytes 2000.0", "binstore_epoch 7.0",
                "binstore_partitions{role=\"learner\"} 4.0", "binstore_partitions_serving 6.0",
                "binstore_calls_seconds_count{call=\"listGet\",outcome=\"2xx\"}");
    }
}
