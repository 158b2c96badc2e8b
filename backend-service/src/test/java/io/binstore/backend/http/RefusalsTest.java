package io.binstore.backend.http;

import static io.binstore.backend.http.PathsTest.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.backend.http.RawHttp.Answer;
import io.binstore.protocol.operation.Result;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Every row of the table of errors: bad input and misfortune get the problem that is written there.
 */
@HttpServer
class RefusalsTest {

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

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"|invalid-json", "{|invalid-json", "[]|invalid-request",
            "{\"value\":1}|invalid-request",
            "{\"value\":null}|invalid-request", "{}|invalid-request",
            "{\"value\":\"v\",\"x\":1}|invalid-request",
            "{\"value\":\"v\",\"value\":\"w\"}|invalid-request", "{\"value\":\"v\"} x|invalid-json",
            "{\"value\":\"\\ud800\"}|invalid-request"})
    void refusesBodiesThatAreNotWellFormed(String body, String type) {
        for (Answer answer : List.of(http.put(VALUE, body == null ? "" : body),
                http.post(LIST, body == null ? "" : body))) {
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().get("type").stringValue())
                    .startsWith("urn:binstore:problem:invalid-");
            problem(answer, 400, answer.text().contains("invalid-json") ? "invalid-json" : type);
        }
        assertThat(node.executed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"atLeast\":1e3}", "{\"atLeast\":\"1\"}", "{\"atLeast\":null}",
            "{\"atLeast\":-1}",
            "{\"atLeast\":1.5}", "{\"atLeast\":18446744073709551616}", "{\"atleast\":1}"})
    void refusesOtherClockNumbers(String body) {
        Answer answer = http.post("/v1/bins/b/clock", body);
        problem(answer, 400, "invalid-request");
        assertThat(answer.json().get("field").stringValue()).isEqualToIgnoringCase("atLeast");
    }

    @Test
    void refusesAMalformedBatchWhole() {
        Answer answer = http.post("/v1/ops",
                "{\"ops\":[{\"op\":\"set\",\"bin\":\"b\",\"key\":\"k\",\"value\":\"v\"},{\"op\":\"get\",\"bin\":\"b\"}]}");
        problem(answer, 400, "invalid-request");
        assertThat(answer.json().get("field").stringValue()).isEqualTo("ops[1].key");
        assertThat(node.executed).isEmpty();
        problem(http.post("/v1/ops", "{\"ops\":[" + "{\"op\":\"clock\",\"bin\":\"b\"},".repeat(1000)
                + "{\"op\":\"clock\",\"bin\":\"b\"}]}"), 413, "too-large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?x=1", "?prefix=a&prefix=b", "?limit=0", "?limit=100001", "?limit=",
            "?limit=1e3", "?limit=-1",
            "?limit=%31x", "?prefix=%ff", "?prefix=%zz", "?pre%66ix=a&prefix=b", "?Prefix=a",
            "?prefix", "?=1"})
    void refusesQueriesThatItDoesNotKnow(String query) {
        if (query.equals("?prefix")) {
            assertThat(http.get("/v1/bins/b/values" + query).status()).isEqualTo(200);
            return;
        }
        problem(http.get("/v1/bins/b/values" + query), 400, "invalid-request");
        problem(http.get("/v1/bins/b/lists" + query), 400, "invalid-request");
    }

    @Test
    void refusesQueriesWhereNoneIsKnown() {
        problem(http.get(VALUE + "?x=1"), 400, "invalid-request");
        problem(http.put(VALUE + "?value=v", "{\"value\":\"v\"}"), 400, "invalid-request");
        problem(http.post("/v1/ops?x", "{\"ops\":[]}"), 400, "invalid-request");
        problem(http.get("/v1/view?x"), 400, "invalid-request");
        problem(http.delete(LIST + "?value=a&value=b"), 400, "invalid-request");
        assertThat(http.get(VALUE + "?").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = {"PATCH|/v1/bins/b/values/k|GET, HEAD, PUT, DELETE, OPTIONS",
                    "POST|/v1/bins/b/values/k|GET, HEAD, PUT, DELETE, OPTIONS",
                    "PUT|/v1/bins/b/lists/k|GET, HEAD, POST, DELETE, OPTIONS",
                    "DELETE|/v1/bins/b/values|GET, HEAD, OPTIONS",
                    "POST|/v1/bins/b/lists|GET, HEAD, OPTIONS",
                    "GET|/v1/bins/b/clock|POST, OPTIONS", "GET|/v1/ops|POST, OPTIONS",
                    "HEAD|/v1/ops|POST, OPTIONS",
                    "POST|/v1/view|GET, HEAD, OPTIONS", "DELETE|/v3/api-docs|GET, HEAD, OPTIONS",
                    "GET|/internal/v1/status|POST, OPTIONS", "FOO|/v1/ops|POST, OPTIONS"})
    void namesTheMethodsItKnows(String method, String path, String allowed) {
        Answer answer = http.call(method, path, (byte[]) null);
        assertThat(answer.status()).isEqualTo(405);
        if (!method.equals("HEAD")) {
            problem(answer, 405, "method-not-allowed");
        }
        assertThat(answer.header("Allow")).isEqualTo(allowed);
        Answer options = http.call("OPTIONS", path, (byte[]) null);
        assertThat(options.status()).isEqualTo(204);
        assertThat(options.header("Allow")).isEqualTo(allowed);
    }

    @Test
    void refusesMethodsThatTheContainerKeepsToItself() {
        problem(http.call("TRACE", VALUE, (byte[]) null), 405, "method-not-allowed");
        problem(http.call("CONNECT", "localhost:80", (byte[]) null), 405, "method-not-allowed");
        problem(http.call("DELETE", "/actuator/health", (byte[]) null), 405, "method-not-allowed");
        assertThat(http.call("OPTIONS", "*", (byte[]) null).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded",
            "application/json;charset=latin1",
            "application/xml", "application", "application/jsonx",
            "multipart/form-data; boundary=x"})
    void refusesOtherMediaTypes(String type) {
        for (Answer answer : List.of(http.put(VALUE, "{\"value\":\"v\"}", "Content-Type: " + type),
                http.post("/v1/ops", "{\"ops\":[]}", "Content-Type: " + type),
                http.post("/v1/bins/b/clock", "{}", "Content-Type: " + type))) {
            problem(answer, 415, "unsupported-media-type");
            assertThat(answer.header("Accept")).isEqualTo("application/json, application/cbor");
        }
        assertThat(node.executed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml, text/*", "application/json;q=0",
            "image/*;q=1",
            "*/*;q=0"})
    void refusesToAnswerInOtherForms(String accept) {
        http.put(VALUE, "{\"value\":\"v\"}");
        node.executed.clear();
        problem(http.get(VALUE, "Accept: " + accept), 406, "not-acceptable");
        problem(http.post("/v1/ops", "{\"ops\":[]}", "Accept: " + accept), 406, "not-acceptable");
        problem(http.post("/v1/bins/b/clock", "{}", "Accept: " + accept), 406, "not-acceptable");
        problem(http.delete(LIST + "?value=x", "Accept: " + accept), 406, "not-acceptable");
        problem(http.get("/v1/view", "Accept: " + accept), 406, "not-acceptable");
        assertThat(node.executed).isEmpty();
    }

    @Test
    void boundsBodies() {
        String large = "{\"value\":\"" + "v".repeat((1 << 20) + 1) + "\"}";
        Answer value = http.put(VALUE, large);
        problem(value, 413, "too-large");
        assertThat(value.text()).contains("1048576");
        assertThat(http.put(VALUE, "{\"value\":\"" + "\\u0000".repeat(1 << 20) + "\"}").status())
                .isEqualTo(204);
        Answer body = http.put(VALUE, "{\"value\":\"" + "v".repeat(7 << 20) + "\"}");
        problem(body, 413, "too-large");
        Answer batch = http.post("/v1/ops", " ".repeat((8 << 20) + 1));
        problem(batch, 413, "too-large");
        assertThat(batch.text()).contains("8388608");
    }

    @Test
    void boundsBodiesOfUnknownLength() {
        String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
        String head = "POST /v1/ops HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
        problem(http.send(
                (head + chunk.repeat(129) + "0\r\n\r\n").getBytes(StandardCharsets.US_ASCII),
                false), 413,
                "too-large");
        assertThat(http.send((head + chunk.repeat(100) + "a\r\n{\"ops\":[]}\r\n0\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII), false).text()).isEqualTo("{\"results\":[]}");
        problem(http.send((head + "zz\r\n").getBytes(StandardCharsets.US_ASCII), false), 400,
                "invalid-request");
    }

    @Test
    void doesNotAskForABodyThatIsTooLong() {
        problem(http.send(("PUT " + VALUE + " HTTP/1.1\r\nHost: x\r\nContent-Length: 40000000\r\n"
                + "Expect: 100-continue\r\n\r\n").getBytes(StandardCharsets.US_ASCII), false), 413,
                "too-large");
    }

    @ParameterizedTest
    @CsvSource({"MISDIRECTED,421,misdirected", "BUSY,503,unavailable", "NOT_READY,503,unavailable",
            "PENDING,504,outcome-unknown", "OUTCOME_UNKNOWN,504,outcome-unknown", "FULL,507,full",
            "TOO_LARGE,413,too-large", "STALE,504,outcome-unknown"})
    void tellsWhyItRefused(Result.Reason reason, int status, String type) {
        node.refuse(reason);
        Answer answer = http.put(VALUE, "{\"value\":\"v\"}", "Binstore-Routing: direct");
        problem(answer, status, type);
        assertThat(answer.json().get("detail").stringValue()).isEqualTo("because");
        assertThat(answer.header("Binstore-Epoch")).isEqualTo("7");
        assertThat(answer.header("Retry-After"))
                .isEqualTo(status == 503 || status == 504 ? "1" : null);
    }

    @ParameterizedTest
    @EnumSource(Result.Reason.class)
    void tellsWhyAnOperationOfABatchWasRefused(Result.Reason reason) {
        node.refuse(reason);
        Answer answer = http.post("/v1/ops", "{\"ops\":[{\"op\":\"clock\",\"bin\":\"b\"}]}",
                "Binstore-Routing: direct");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/results/0/problem/type").stringValue())
                .startsWith("urn:binstore:problem:");
    }

    @Test
    void refusesCallsWhenTooManyWait() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch inside = new CountDownLatch(1);
        node.script = _ -> {
            inside.countDown();
            try {
                release.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Result.Done.DONE;
        };
        List<Thread> waiting = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            waiting.add(Thread.startVirtualThread(() -> http.put(VALUE, "{\"value\":\"v\"}")));
        }
        inside.await(10, TimeUnit.SECONDS);
        Awaitility.await().untilAsserted(() -> {
            Answer answer = http.get(VALUE, "Binstore-Deadline-Ms: 10");
            problem(answer, 503, "unavailable");
            assertThat(answer.header("Retry-After")).isEqualTo("1");
        });
        release.countDown();
        for (Thread thread : waiting) {
            thread.join();
        }
        node.script = null;
        assertThat(http.put(VALUE, "{\"value\":\"v\"}").status()).isEqualTo(204);
    }

    @Test
    void keepsItsFailuresToItself() {
        node.script = _ -> {
            throw new IllegalStateException("secret");
        };
        Answer answer = http.get(VALUE);
        problem(answer, 500, "internal-error");
        assertThat(answer.text()).doesNotContain("secret");
        node.script = _ -> {
            throw new Node.NoAnswer("this backend has not answered in time");
        };
        problem(http.get(VALUE), 504, "outcome-unknown");
    }
}
