package io.binstore.backend.http;

import static io.binstore.backend.http.PathsTest.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.backend.http.RawHttp.Answer;
import io.binstore.protocol.message.OpsRequest;
import io.binstore.protocol.operation.Mutation;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The headers of storage calls: routing, epoch, deadline and idempotency. */
@HttpServer
class CallHeadersTest {

    private static final String VALUE = "/v1/bins/b/values/k";
    private static final String LIST = "/v1/bins/b/lists/k";

    @Autowired
    private StubNode node;
    private RawHttp http;

    @BeforeEach
    void prepare(@LocalServerPort int port) {
        node.reset();
        http = new RawHttp(port);
    }

    @Test
    void namesTheEpochOnEveryStorageAnswer() {
        for (Answer answer : List.of(http.get(VALUE), http.get(LIST),
                http.put(VALUE, "{\"value\":\"v\"}"),
                http.put(VALUE, "nonsense"), http.post("/v1/ops", "{\"ops\":[]}"),
                http.get("/v1/view"),
                http.get("/v1/bins/b/values?x=1"), http.get("/v1/bins/b/values/.."),
                http.post("/v1/ops", "x"))) {
            assertThat(answer.header("Binstore-Epoch")).as(answer.toString()).isEqualTo("7");
        }
        node.view = null;
        assertThat(http.get(VALUE).header("Binstore-Epoch")).isEqualTo("0");
    }

    @Test
    void asksItsOwnReplicasOnlyUnderDirectRouting() {
        http.get(VALUE);
        assertThat(node.executed).hasSize(1);
        http.get(VALUE, "Binstore-Routing: direct");
        http.post("/v1/ops", "{\"ops\":[{\"op\":\"clock\",\"bin\":\"b\"}]}",
                "Binstore-Routing: direct",
                "Binstore-Deadline-Ms: 700");
        assertThat(node.executed).hasSize(1);
        assertThat(node.direct).hasSize(2);
        assertThat(node.direct.getLast().waitMillis()).isBetween(500L, 700L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = {"Binstore-Routing|indirect", "Binstore-Routing|DIRECT", "Binstore-Routing|''",
                    "Binstore-Deadline-Ms|0", "Binstore-Deadline-Ms|300001",
                    "Binstore-Deadline-Ms|1e3", "Binstore-Deadline-Ms|-1",
                    "Binstore-Deadline-Ms|''", "Idempotency-Key|''", "Idempotency-Key|a b",
                    "Idempotency-Key|é"})
    void refusesHeadersWithOtherValues(String name, String value) {
        for (Answer answer : List.of(http.put(VALUE, "{\"value\":\"v\"}", name + ": " + value),
                http.post("/v1/ops", "{\"ops\":[]}", name + ": " + value))) {
            problem(answer, 400, "invalid-request");
            assertThat(answer.json().get("field").stringValue()).isEqualTo(name);
        }
        assertThat(node.executed).isEmpty();
    }

    @Test
    void takesHeadersAtTheirBounds() {
        for (String header : List.of("Binstore-Deadline-Ms: 1", "Binstore-Deadline-Ms: 300000",
                "Idempotency-Key: " + "k".repeat(128), "Idempotency-Key: !~")) {
            assertThat(http.put(VALUE, "{\"value\":\"v\"}", header).status()).isEqualTo(204);
        }
        problem(http.put(VALUE, "{\"value\":\"v\"}", "Idempotency-Key: " + "k".repeat(129)), 400,
                "invalid-request");
        problem(http.put(VALUE, "{\"value\":\"v\"}", "Idempotency-Key: a", "Idempotency-Key: b"),
                400,
                "invalid-request");
    }

    @Test
    void givesARepeatTheSameIdentity() {
        for (String body : List.of("{\"value\":\"v\"}", " { \"value\" : \"\\u0076\" } ")) {
            assertThat(http.post(LIST, body, "Idempotency-Key: one").status()).isEqualTo(204);
        }
        OpsRequest first = node.executed.get(1);
        assertThat(node.executed.get(3)).satisfies(repeat -> {
            assertThat(repeat.client()).isEqualTo(first.client());
            assertThat(repeat.calls()).isEqualTo(first.calls());
            assertThat(repeat.lowest()).isZero();
        });
        assertThat(first.calls().getFirst().sequence()).isEqualTo(1);
    }

    @Test
    void refusesAKeyThatCameWithAnotherOperation() {
        String key = "Idempotency-Key: two";
        assertThat(http.post(LIST, "{\"value\":\"v\"}", key).status()).isEqualTo(204);
        node.executed.clear();
        problem(http.post(LIST, "{\"value\":\"w\"}", key), 422, "idempotency-conflict");
        problem(http.post("/v1/bins/b/lists/other", "{\"value\":\"v\"}", key), 422,
                "idempotency-conflict");
        problem(http.post("/v1/bins/other/lists/k", "{\"value\":\"v\"}", key), 422,
                "idempotency-conflict");
        problem(http.delete(LIST + "?value=v", key), 422, "idempotency-conflict");
        problem(http.post("/v1/ops", "{\"ops\":[{\"op\":\"clock\",\"bin\":\"b\"}]}", key), 422,
                "idempotency-conflict");
        assertThat(node.executed).allSatisfy(request -> assertThat(request.calls()).singleElement()
                .satisfies(
                        call -> assertThat(call.operation()).isInstanceOf(Mutation.Claim.class)));
    }

    @Test
    void coversABatchByPosition() {
        http.post("/v1/ops",
                "{\"ops\":[{\"op\":\"clock\",\"bin\":\"a\"},{\"op\":\"get\",\"bin\":\"a\",\"key\":\"k\"},"
                        + "{\"op\":\"clock\",\"bin\":\"b\"}]}",
                "Idempotency-Key: three");
        assertThat(node.executed.get(1).calls()).extracting(call -> call.sequence())
                .containsExactly(1L, 0L, 3L);
    }

    @Test
    void keepsReadsOutOfIdempotency() {
        assertThat(http.get(LIST, "Idempotency-Key: four").status()).isEqualTo(200);
        assertThat(node.executed).hasSize(1);
    }

    @Test
    void refusesTwoIdentities() {
        problem(http.post("/v1/ops",
                "{\"client\":\"" + "a".repeat(32) + "\",\"lowest\":1,\"ops\":[]}",
                "Idempotency-Key: k"), 400, "invalid-request");
    }
}
