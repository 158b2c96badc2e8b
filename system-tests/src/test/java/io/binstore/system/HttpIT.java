package io.binstore.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.launcher.cluster.Name;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The HTTP interface of a whole cluster: what is written at one backend is read at another. */
@ExtendWith(SharedCluster.class)
class HttpIT {

    /** Names that a path carries only when they are encoded, and others that look like something else. */
    private static final List<String> NAMES =
            List.of("plain", "a/b\\c", "100 % + 1", ";v=1", "..", "é ü 日本 🜂", "\0",
                    "?q=#f", "\"quotes\"", "line\nbreak");

    private final HttpClient http = HttpClient.newHttpClient();
    private TestCluster cluster;
    private String first;
    private String last;

    @BeforeEach
    void bringUp(TestCluster shared) {
        cluster = shared.with(3);
        List<Name> backends = cluster.backends();
        first = cluster.address(backends.getFirst());
        last = cluster.address(backends.getLast());
    }

    @Test
    void storesUnderAnyNameAndReadsAtAnotherBackend() {
        for (String name : NAMES) {
            String path = "/v1/bins/" + encoded("bin " + name) + "/values/" + encoded(name);
            assertThat(send("PUT", first + path, "{\"value\":\"value of a name\"}").statusCode())
                    .as(name).isEqualTo(204);
            assertThat(send("GET", last + path, "").body()).as(name)
                    .contains("\"value\":\"value of a name\"");
            assertThat(send("DELETE", last + path, "").statusCode()).as(name).isEqualTo(204);
            assertThat(send("GET", first + path, "").statusCode()).as(name).isEqualTo(404);
        }
    }

    @Test
    void takesTheEmptyNameInABatch() {
        String set =
                "{\"ops\":[{\"op\":\"set\",\"bin\":\"\",\"key\":\"\",\"value\":\"nameless\"}]}";
        String get = "{\"ops\":[{\"op\":\"get\",\"bin\":\"\",\"key\":\"\"}]}";
        assertThat(send("POST", first + "/v1/ops", set).body())
                .isEqualTo("{\"results\":[{\"ok\":true}]}");
        assertThat(send("POST", last + "/v1/ops", get).body())
                .isEqualTo("{\"results\":[{\"value\":\"nameless\"}]}");
    }

    @Test
    void keepsListsKeysAndTheClock() {
        String bin = "/v1/bins/http-" + System.nanoTime();
        for (String element : List.of("a", "b", "a")) {
            assertThat(send("POST", first + bin + "/lists/l", "{\"value\":\"" + element + "\"}")
                    .statusCode())
                    .isEqualTo(204);
        }
        assertThat(send("GET", last + bin + "/lists/l", "").body())
                .isEqualTo("{\"key\":\"l\",\"items\":[\"a\",\"b\",\"a\"]}");
        assertThat(send("DELETE", last + bin + "/lists/l?value=a", "").body())
                .isEqualTo("{\"removed\":2}");
        assertThat(send("GET", first + bin + "/lists", "").body()).isEqualTo("{\"keys\":[\"l\"]}");
        String clock = send("POST", first + bin + "/clock", "").body();
        String next = send("POST", last + bin + "/clock", "").body();
        assertThat(number(next)).isGreaterThan(number(clock));
    }

    @Test
    void appendsOnceWhenACallIsRepeatedUnderItsKey() {
        String list = "/v1/bins/once-" + System.nanoTime() + "/lists/l";
        for (String address : List.of(first, last, first)) {
            assertThat(send("POST", address + list, "{\"value\":\"x\"}", "Idempotency-Key",
                    "key-of-" + list).statusCode())
                    .isEqualTo(204);
        }
        assertThat(send("GET", last + list, "").body()).endsWith("\"items\":[\"x\"]}");
        assertProblem(
                send("POST", last + list, "{\"value\":\"y\"}", "Idempotency-Key", "key-of-" + list),
                422,
                "idempotency-conflict");
    }

    @Test
    void explainsWhatItRefuses() {
        assertProblem(send("GET", first + "/v1/bins/b/values/nothing-here", ""), 404, "no-value");
        assertProblem(send("GET", first + "/v1/nothing", ""), 404, "no-such-endpoint");
        assertProblem(send("PUT", first + "/v1/bins/b/values/k", "{\"valu\":\"v\"}"), 400,
                "invalid-request");
        assertProblem(send("PUT", first + "/v1/bins/b/values/k", "{\"value\":"), 400,
                "invalid-json");
        assertProblem(send("PUT", first + "/v1/bins/b/values/%FF", "{\"value\":\"v\"}"), 400,
                "invalid-name");
        assertProblem(send("PATCH", first + "/v1/bins/b/values/k", "{}"), 405,
                "method-not-allowed");
        assertProblem(
                send("PUT", first + "/v1/bins/b/values/k", "value=v", "Content-Type", "text/plain"),
                415,
                "unsupported-media-type");
        assertProblem(
                send("PUT", first + "/v1/bins/b/values/" + "k".repeat(1_025), "{\"value\":\"v\"}"),
                413,
                "too-large");
        assertProblem(send("GET", first + "/v1/bins/b/lists?limit=0", ""), 400, "invalid-request");
    }

    @Test
    void showsTheViewAndItsEpoch() {
        HttpResponse<String> view = send("GET", first + "/v1/view", "");
        assertThat(view.body()).contains(
                "\"epoch\":" + view.headers().firstValue("Binstore-Epoch").orElse("none"));
        String etag = view.headers().firstValue("ETag").orElseThrow();
        assertThat(send("GET", last + "/v1/view", "", "If-None-Match", etag).statusCode())
                .isEqualTo(304);
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String name) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValueSatisfying(
                type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(answer.body()).contains("\"type\":\"urn:binstore:problem:" + name + "\"",
                "\"status\":" + status,
                "\"title\":", "\"detail\":");
    }

    private static long number(String clock) {
        return Long.parseLong(clock.replaceAll("[^0-9]", ""));
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20").replace("..",
                "%2E%2E");
    }

    private HttpResponse<String> send(String method, String url, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).method(method,
                body.isEmpty() ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(method + " " + url, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
