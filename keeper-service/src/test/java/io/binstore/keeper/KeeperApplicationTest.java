package io.binstore.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binstore.protocol.message.Acknowledged;
import io.binstore.protocol.message.Addressee;
import io.binstore.protocol.message.HintRequest;
import io.binstore.protocol.message.KeeperHealthReply;
import io.binstore.protocol.message.StatusRequest;
import io.binstore.protocol.wire.Codec;
import io.binstore.protocol.wire.HealthCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A keeper alone in the world, over HTTP: at the port of its backends nothing listens. */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"binstore.keeper.index=0",
                "binstore.cluster.backends=http://127.0.0.1:1,http://localhost:1",
                "binstore.cluster.keepers=http://localhost:7500",
                "binstore.keeper.timing.poll=100ms"})
class KeeperApplicationTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Test
    void showsAClusterThatCannotBeFounded() throws Exception {
        Awaitility.await().untilAsserted(
                () -> assertThat(json("/actuator/cluster").findValuesAsString("state"))
                        .endsWith("down", "down"));
        JsonNode cluster = json("/actuator/cluster");
        assertThat(cluster.propertyNames()).containsExactly("clusterId", "epoch", "lead", "keepers",
                "members",
                "partitions", "migrations", "lost", "events");
        assertThat(cluster.get("clusterId").isNull()).isTrue();
        assertThat(cluster.get("epoch").asInt()).isZero();
        assertThat(cluster.get("lead").isNull()).isTrue();
        assertThat(cluster.get("keepers").get(0).propertyNames()).containsExactly("index",
                "address", "state");
        assertThat(cluster.get("members")).hasSize(2);
        assertThat(cluster.get("members").get(1).propertyNames()).containsExactly("index",
                "address", "incarnation",
                "state", "heads", "replicas", "learners", "bytes", "bytesLimit");
        assertThat(cluster.get("partitions").propertyNames()).containsExactly("total",
                "byCompleteReplicas",
                "target");
        assertThat(cluster.get("migrations").propertyNames()).containsExactly("running", "done",
                "bytesLeft");
        assertThat(cluster.get("lost").get("partitions").asInt()).isZero();
    }

    @Test
    void listsEventsWithTheirTimes() throws Exception {
        JsonNode events = json("/actuator/cluster/events");
        assertThat(events.propertyNames()).containsExactly("events", "last");
        for (JsonNode event : events.get("events")) {
            assertThat(event.propertyNames()).containsExactly("sequence", "time", "kind", "epoch",
                    "subject", "detail");
            assertThat(Duration.between(Instant.parse(event.get("time").asString()), Instant.now()))
                    .isBetween(Duration.ZERO, Duration.ofMinutes(2));
        }
        assertThat(json("/actuator/cluster/events?after=" + events.get("last").asLong()).get("last")
                .asLong())
                .isGreaterThanOrEqualTo(events.get("last").asLong());
    }

    @Test
    void tellsItsHealthInTheWordsThatOtherKeepersRead() throws Exception {
        HttpResponse<byte[]> health = get("/actuator/health");
        assertThat(health.statusCode()).isEqualTo(200);
        KeeperHealthReply reply = (KeeperHealthReply) HealthCodec.decode(health.body());
        assertThat(reply.index()).isZero();
        assertThat(reply.id()).isPositive();
        assertThat(reply.lead()).isFalse();
        assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(get("/actuator/info").statusCode()).isEqualTo(200);
        assertThat(text(get("/actuator/prometheus"))).contains("binstore_keeper_lead 0.0",
                "binstore_keeper_partitions{replicas=\"3\"} 0.0");
        assertThat(get("/actuator/metrics/binstore.keeper.epoch").statusCode()).isEqualTo(200);
    }

    @Test
    void takesAHint() throws Exception {
        HttpResponse<byte[]> answer = post("/internal/v1/hint", "application/cbor",
                Codec.encode(new HintRequest("http://127.0.0.1:1")));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/cbor");
        assertThat(Codec.decodeReply(answer.body())).isEqualTo(new Acknowledged());
        assertThat(Codec.decodeReply(post("/internal/v1/hint", "application/cbor",
                Codec.encode(new HintRequest("\0 no address"))).body()))
                .isEqualTo(new Acknowledged());
    }

    @Test
    void refusesToDrainWhatIsNotThere() throws Exception {
        for (String method : List.of("POST", "DELETE")) {
            assertProblem(drain(method, "{\"backend\":\"127.0.0.1:1\"}"), 503, "unavailable");
            assertProblem(drain(method, "{\"backend\":\"http://localhost:1\"}"), 503,
                    "unavailable");
            assertThat(text(assertProblem(drain(method, "{\"backend\":\"localhost:2\"}"), 400,
                    "invalid-request"))).contains("\"field\":\"backend\"");
            assertProblem(drain(method, "{}"), 400, "invalid-request");
            assertProblem(drain(method, "null"), 400, "invalid-request");
            assertProblem(drain(method, ""), 400, "invalid-json");
            assertProblem(drain(method, "{\"backend\":\"a\",\"backend\":\"b\"}"), 400,
                    "invalid-json");
            assertProblem(drain(method, "{\"backend\":\"a\",\"when\":1}"), 400, "invalid-json");
            assertProblem(drain(method, " ".repeat(70_000)), 413, "too-large");
        }
        assertThat(assertProblem(get("/actuator/cluster/drain"), 405, "method-not-allowed")
                .headers().allValues("Allow").toString()).contains("POST", "DELETE");
    }

    private HttpResponse<byte[]> drain(String method, String body) throws Exception {
        return CLIENT.send(HttpRequest
                .newBuilder(URI.create("http://localhost:" + port + "/actuator/cluster/drain"))
                // What curl says of every body, unless told otherwise.
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(method, BodyPublishers.ofString(body)).build(),
                BodyHandlers.ofByteArray());
    }

    @Test
    void refusesMessagesThatAreNone() throws Exception {
        byte[] status = Codec.encode(new StatusRequest(Addressee.ANYBODY));
        assertProblem(post("/internal/v1/hint", "application/cbor", status), 400,
                "invalid-request");
        assertProblem(post("/internal/v1/hint", "application/cbor", new byte[0]), 400,
                "invalid-request");
        assertProblem(post("/internal/v1/hint", "application/cbor", new byte[70_000]), 413,
                "too-large");
        assertProblem(post("/internal/v1/status", "application/cbor", status), 404,
                "no-such-endpoint");
        assertProblem(post("/internal/v1/nonsense", "application/cbor", status), 404,
                "no-such-endpoint");
        assertThat(assertProblem(post("/internal/v1/hint", "text/plain", status), 415,
                "unsupported-media-type")
                .headers().firstValue("Accept")).hasValue("application/cbor");
        assertThat(assertProblem(get("/internal/v1/hint"), 405, "method-not-allowed").headers()
                .firstValue("Allow"))
                .hasValue("POST");
    }

    @Test
    void answersEverythingElseWithAProblem() throws Exception {
        for (String path : List.of("/nothing", "/v1/view", "/error", "/actuator/env",
                "/actuator/beans",
                "/actuator/cluster/nothing", "/actuator/cluster/partitions/5",
                "/actuator/cluster/partitions/5/x",
                "/actuator/metrics/nothing", "/actuator/health/nothing", "/index.html/x")) {
            assertProblem(get(path), 404, "no-such-endpoint");
        }
        assertProblem(get("/a%00b"), 400, "invalid-request");
        assertProblem(get("/%E4"), 400, "invalid-request");
        assertProblem(get("/actuator/cluster/partitions/x"), 400, "invalid-request");
        JsonNode bad = JSON.readTree(
                assertProblem(get("/actuator/cluster/events?after=x"), 400, "invalid-request")
                        .body());
        assertThat(bad.get("field").asString()).isEqualTo("after");
        assertProblem(get("/actuator/cluster/events?after=1&after=2"), 400, "invalid-request");
        assertProblem(get("/actuator/cluster/events?after="), 400, "invalid-request");
        assertThat(assertProblem(post("/actuator/cluster", "application/json", new byte[0]), 405,
                "method-not-allowed").headers().firstValue("Allow")).hasValue("GET");
        assertProblem(get("/actuator/cluster", "Accept", "text/html"), 406, "not-acceptable");
        assertProblem(send(request("/").method("DELETE", BodyPublishers.noBody())), 405,
                "method-not-allowed");
        assertThat(raw("GET /%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json")
                .contains("urn:binstore:problem:invalid-request");
        assertThat(raw("NONSENSE\r\n\r\n")).contains("urn:binstore:problem:invalid-request");
    }

    @Test
    void showsTheConsole() throws Exception {
        HttpResponse<byte[]> page = get("/", "Accept", "text/html");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValueSatisfying(
                type -> assertThat(type).startsWith("text/html"));
        assertThat(text(page)).contains("<title>binstore</title>").doesNotContain("innerHTML")
                .doesNotContainPattern("(src|href)=\"[^\"]*//");
    }

    @Test
    void saysInOneSentenceWhyItDoesNotStart(CapturedOutput output) {
        assertThatThrownBy(() -> new SpringApplicationBuilder(KeeperApplication.class).run(
                "--binstore.cluster.backends=localhost:7100", "--server.port=0",
                "--binstore.keeper.index=0"))
                .isInstanceOf(Exception.class);
        assertThat(output.getAll())
                .contains("binstore.cluster.backends 'localhost:7100' is no address; one looks like"
                        + " http://localhost:7100.")
                .doesNotContain("\tat ", "Exception", "Failed to bind");
    }

    private HttpResponse<byte[]> assertProblem(HttpResponse<byte[]> answer, int status,
            String name) {
        String found = answer.request().method() + " " + answer.uri() + " " + text(answer);
        assertThat(answer.statusCode()).as(found).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).as(found)
                .hasValue("application/problem+json");
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.get("type").asString()).as(found)
                .isEqualTo("urn:binstore:problem:" + name);
        assertThat(problem.get("status").asInt()).as(found).isEqualTo(status);
        assertThat(problem.get("detail").asString()).as(found).isNotBlank();
        return answer;
    }

    private JsonNode json(String path) throws Exception {
        HttpResponse<byte[]> answer = get(path, "Accept", "application/json");
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = request(path);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    private HttpResponse<byte[]> post(String path, String type, byte[] body) throws Exception {
        return send(
                request(path).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    }

    private String raw(String request) throws IOException {
        try (Socket connection = new Socket("127.0.0.1", port);
                OutputStream out = connection.getOutputStream();
                InputStream in = connection.getInputStream()) {
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
