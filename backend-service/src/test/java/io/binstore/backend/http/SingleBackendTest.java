package io.binstore.backend.http;

import static io.binstore.backend.http.PathsTest.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.backend.BackendApplication;
import io.binstore.backend.http.RawHttp.Answer;
import io.binstore.protocol.message.AcceptedView;
import io.binstore.protocol.message.ActivateReply;
import io.binstore.protocol.message.ActivateRequest;
import io.binstore.protocol.message.Addressee;
import io.binstore.protocol.message.LeaseReply;
import io.binstore.protocol.message.LeaseRequest;
import io.binstore.protocol.message.ProposeReply;
import io.binstore.protocol.message.ProposeRequest;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.message.Request;
import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.Replica;
import io.binstore.protocol.model.View;
import io.binstore.protocol.wire.HttpBinding;
import io.binstore.protocol.wire.WireRequest;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * The whole service as the only backend of its cluster; the test plays the keeper that founds it.
 */
@SpringBootTest(classes = BackendApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"binstore.backend.index=0",
                "binstore.cluster.backends=http://localhost:7100"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SingleBackendTest {

    private static final long KEEPER = 99;
    private static final long TERM = 16;
    private static final long CLUSTER = 0xc0ffee;

    private RawHttp http;
    private Answer early;

    @BeforeAll
    void found(@LocalServerPort int port) throws Exception {
        http = new RawHttp(port);
        assertThat(http.get("/v1/view").status()).isEqualTo(503);
        problem(http.get("/v1/bins/b/values/k", "Binstore-Deadline-Ms: 50"), 503, "unavailable");
        CompletableFuture<Answer> waiting = CompletableFuture
                .supplyAsync(() -> http.put("/v1/bins/early/values/k", "{\"value\":\"v\"}"));
        LeaseReply lease = (LeaseReply) send(
                new LeaseRequest(Addressee.ANYBODY, 0, KEEPER, TERM, 60_000, 0, List.of()));
        assertThat(lease.granted()).isTrue();
        Addressee backend = new Addressee(0, lease.incarnation());
        View view = new View(CLUSTER, 1,
                List.of(new Member(0, "http://localhost:7100", lease.incarnation())),
                Collections.nCopies(8, new Chain(1, 1, List.of(new Replica(0, 1)), List.of())),
                List.of(), 0);
        ProposeReply vote = (ProposeReply) send(new ProposeRequest(backend, KEEPER,
                new AcceptedView(view, TERM, List.of(lease.incarnation()))));
        assertThat(vote.accepted()).isTrue();
        assertThat(waiting).isNotDone();
        ActivateReply active = (ActivateReply) send(
                new ActivateRequest(new Addressee(CLUSTER, lease.incarnation()), view,
                        lease.promisedTerm()));
        assertThat(active.epoch()).isEqualTo(1);
        early = waiting.get(10, TimeUnit.SECONDS);
    }

    private Reply send(Request request) {
        WireRequest wire = HttpBinding.request(request);
        Answer answer = http.call(wire.method(), wire.path(), wire.body(),
                wire.headers().entrySet().stream()
                        .map(header -> header.getKey() + ": " + header.getValue())
                        .toArray(String[]::new));
        return HttpBinding.reply(request, answer.status(), answer::header, answer.body());
    }

    @Test
    void carriesOutCallsThatCameBeforeTheView() {
        assertThat(early.status()).isEqualTo(204);
        assertThat(early.header("Binstore-Epoch")).isEqualTo("1");
        assertThat(http.get("/v1/bins/early/values/k").text())
                .isEqualTo("{\"key\":\"k\",\"value\":\"v\"}");
    }

    @Test
    void servesTheFoundedView() {
        Answer view = http.get("/v1/view");
        assertThat(view.json().get("epoch").intValue()).isEqualTo(1);
        assertThat(view.json().get("partitions").intValue()).isEqualTo(8);
        assertThat(http.get("/v1/view", "If-None-Match: " + view.header("ETag")).status())
                .isEqualTo(304);
    }

    @Test
    void isAMember() {
        Answer health = http.get("/actuator/health");
        assertThat(health.json().at("/components/binstore/details/state").stringValue())
                .isEqualTo("member");
        assertThat(health.json().at("/components/binstore/details/partitions/head").intValue())
                .isEqualTo(8);
    }

    @Test
    void storesAnyName() {
        for (String name : List.of("a%2Fb", "%00", "%2E%2E", ";x", "%F0%9F%98%80", "a+b", "%25")) {
            String path = "/v1/bins/names%2F" + name + "/values/" + name;
            assertThat(http.put(path, "{\"value\":\"" + name + "\"}").status()).isEqualTo(204);
            assertThat(http.get(path).json().get("value").stringValue()).isEqualTo(name);
            assertThat(http
                    .get("/v1/bins/names%2F" + name + "/values?prefix=" + name.replace("+", "%2B"))
                    .json()
                    .get("keys").size()).isEqualTo(1);
            assertThat(http.delete(path).status()).isEqualTo(204);
            problem(http.get(path), 404, "no-value");
        }
    }

    @Test
    void runsBatches() {
        Answer answer = http.post("/v1/ops", """
                {"ops":[{"op":"set","bin":"","key":"","value":"v"},{"op":"listAppend","bin":"l","key":"k","value":""},
                 {"op":"clock","bin":"c","atLeast":18446744073709551615}]}""");
        assertThat(answer.text())
                .isEqualTo(
                        "{\"results\":[{\"ok\":true},{\"ok\":true},{\"clock\":18446744073709551615}]}");
        assertThat(http.post("/v1/ops",
                "{\"ops\":[{\"op\":\"get\",\"bin\":\"\",\"key\":\"\"},{\"op\":\"listGet\","
                        + "\"bin\":\"l\",\"key\":\"k\"}]}")
                .text()).isEqualTo("{\"results\":[{\"value\":\"v\"},{\"items\":[\"\"]}]}");
    }

    @Test
    void appliesARepeatOnce() {
        String list = "/v1/bins/repeats/lists/k";
        for (int i = 0; i < 3; i++) {
            assertThat(http.post(list, "{\"value\":\"x\"}", "Idempotency-Key: append").status())
                    .isEqualTo(204);
        }
        assertThat(http.get(list).text()).isEqualTo("{\"key\":\"k\",\"items\":[\"x\"]}");
        for (int i = 0; i < 3; i++) {
            assertThat(http.delete(list + "?value=x", "Idempotency-Key: remove").text())
                    .isEqualTo("{\"removed\":1}");
        }
        problem(http.post(list, "{\"value\":\"y\"}", "Idempotency-Key: append"), 422,
                "idempotency-conflict");
        String batch =
                "{\"ops\":[{\"op\":\"clock\",\"bin\":\"repeats\"},{\"op\":\"clock\",\"bin\":\"other\"}]}";
        assertThat(http.post("/v1/ops", batch, "Idempotency-Key: batch").text())
                .isEqualTo(http.post("/v1/ops", " " + batch, "Idempotency-Key: batch").text());
    }

    @Test
    void answersDirectCalls() {
        String list = "/v1/bins/direct/lists/k";
        for (int i = 0; i < 3; i++) {
            Answer answer = http.post(list, "{\"value\":\"x\"}", "Binstore-Routing: direct");
            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.header("Binstore-Epoch")).isEqualTo("1");
        }
        assertThat(http.get(list, "Binstore-Routing: direct").text())
                .isEqualTo("{\"key\":\"k\",\"items\":[\"x\",\"x\",\"x\"]}");
        assertThat(http.post("/v1/ops", "{\"client\":\"" + "a".repeat(32)
                + "\",\"lowest\":1,\"waitMillis\":500,\"ops\":["
                + "{\"op\":\"listRemove\",\"bin\":\"direct\",\"key\":\"k\",\"value\":\"x\",\"seq\":1}]}",
                "Binstore-Routing: direct").text()).isEqualTo("{\"results\":[{\"removed\":3}]}");
    }

    @Test
    void pagesThroughKeys() {
        for (int i = 0; i < 5; i++) {
            http.put("/v1/bins/pages/values/k" + i, "{\"value\":\"v\"}");
        }
        assertThat(http.get("/v1/bins/pages/values?prefix=k&suffix=&limit=2").text())
                .isEqualTo("{\"keys\":[\"k0\",\"k1\"],\"next\":\"k1\"}");
        assertThat(http.get("/v1/bins/pages/values?after=k3").text())
                .isEqualTo("{\"keys\":[\"k4\"]}");
    }
}
