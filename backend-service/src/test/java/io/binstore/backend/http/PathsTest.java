package io.binstore.backend.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.backend.http.RawHttp.Answer;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Read;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Names in paths reach the operation as they were meant, or the call is refused; nothing in
 * between.
 */
@HttpServer
class PathsTest {

    @Autowired
    private StubNode node;
    private RawHttp http;

    @BeforeEach
    void prepare(@LocalServerPort int port) {
        node.reset();
        http = new RawHttp(port);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ' ',
            value = {"%2F /", "a%2Fb%2f a/b/", "%5C \\", "%25 %", "%252F %2F", "%2E .", "%2E%2E ..",
                    "%2e. ..", ".a .a", "... ...", ";x ;x", "a;b=c;d a;b=c;d", "%3Bx ;x", "a+b a+b",
                    "%2B +", "a%3Fb a?b", "%23 #",
                    "~!$&'()*,=:@ ~!$&'()*,=:@", "%C3%A9 é", "%F0%9F%98%80 😀", "%E2%80%AE \u202e",
                    "%7Bkey%7D {key}"})
    void takesNamesLiterallyAfterDecodingOnce(String encoded, String name) {
        assertThat(http.put("/v1/bins/" + encoded + "/values/" + encoded, "{\"value\":\"v\"}")
                .status()).isEqualTo(204);
        assertThat(node.executed.getFirst().calls().getFirst().operation())
                .isEqualTo(new Mutation.Set(Utf8.of(name), Utf8.of(name), Utf8.of("v")));
        Answer answer = http.get("/v1/bins/" + encoded + "/values/" + encoded);
        assertThat(answer.json().get("key").stringValue()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "a\0b", " ", "\n\r\t", "..\0", "\u0001\u001f\u007f", "//",
            "..//..", "%", "%%%2F"})
    void takesControlCharacters(String name) {
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        assertThat(http.get("/v1/bins/" + encoded + "/lists/" + encoded).status()).isEqualTo(200);
        assertThat(node.executed.getFirst().calls().getFirst().operation())
                .isEqualTo(new Read.ListGet(Utf8.of(name), Utf8.of(name)));
    }

    @Test
    void takesTheLongestNames() {
        String name = "%F0%9F%98%80".repeat(256);
        assertThat(http.get("/v1/bins/" + name + "/lists/" + name).status()).isEqualTo(200);
        assertThat(http
                .get("/v1/bins/" + name + "/values?prefix=" + name + "&suffix=" + name + "&after="
                        + name)
                .status()).isEqualTo(200);
        Answer answer = http.get("/v1/bins/" + name + "a/lists/k");
        problem(answer, 413, "too-large");
        assertThat(answer.text()).contains("1025").contains("1024");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/bins/b/values/.", "/v1/bins/b/values/..", "/v1/bins/../values/k",
            "/v1/bins/./values/k",
            "/v1/./bins/b/values/k", "/../v1/ops", "/v1/bins/b/values/%", "/v1/bins/b/values/%2",
            "/v1/bins/b/values/%zz",
            "/v1/bins/b/values/%2\u0047", "/v1/bins/b/values/%ff", "/v1/bins/b/values/%C3",
            "/v1/bins/b/values/%ED%A0%80",
            "/v1/bins/b/values/%C0%AF", "/v1/bins/b/values/%F4%90%80%80", "/nowhere/%zz",
            "/v1/bins//values/k",
            "/v1/bins/b/values/", "/v1/bins/b/lists/", "/v1/bins//clock", "/v1/bins//values"})
    void refusesWhatIsNoName(String path) {
        problem(http.get(path), 400, "invalid-name");
        assertThat(node.executed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1", "/v1/", "/v1/bins", "/v1/bins/", "/v1/bins/b",
            "/v1/bins/b/", "/v1/bins/b/values/k/",
            "/v1/bins/b/values/k/x", "/v1/bins/b/things/k", "/v1/bins/b/clock/", "/v1/ops/",
            "/v1//ops", "//v1/ops",
            "/v1/view/x", "/V1/ops", "/api", "/error", "/internal/v1/nothing", "/internal/v1/",
            "/internal/v1/ops",
            "/v1/ops;x=1", "/v1%2Fops", "/v3/api-docs/", "/actuatorx", "/index.html",
            "/favicon.ico",
            "/v1/bins/b%2Fvalues%2Fk", "/WEB-INF/web.xml", "/actuator/nothing", "/actuator/env",
            "/actuator/beans", "/actuator/heapdump", "/actuator/shutdown", "/actuator/loggers"})
    void knowsNoOtherEndpoint(String path) {
        problem(http.get(path), 404, "no-such-endpoint");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/%6Fps", "/%76%31/ops"})
    void takesFixedSegmentsPercentEncoded(String path) {
        assertThat(http.post(path, "{\"ops\":[]}").text()).isEqualTo("{\"results\":[]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /v1/bins/b/values/{k} HTTP/1.1",
            "GET /v1/bins/b/values/a b HTTP/1.1",
            "GET /v1/bins/b/values/é HTTP/1.1", "GET v1/ops HTTP/1.1", "GET /v1/view HTTP/9.9",
            "GET /v1/view XTTP/1.1",
            "G@T /v1/view HTTP/1.1", "GET /v1/view#x HTTP/1.1", "GET /actuator/%zz HTTP/1.1",
            "GET /actuator/%2F HTTP/1.1", "GET /actuator/%5C HTTP/1.1",
            "GET /actuator/%00 HTTP/1.1",
            "GET /actuator/../../x HTTP/1.1", "GET /actuator/health?%zz HTTP/1.1\r\nA b: c",
            "GET /v1/view HTTP/1.1\r\nContent-Length: x",
            "GET /v1/view HTTP/1.1\r\nTransfer-Encoding: nonsense",
            "GET /v1/view HTTP/1.1\r\nExpect: nonsense", "GET * HTTP/1.1",
            "GET /v1/view HTTP/1.1\r\nHost: a b"})
    void answersWhatTheContainerRefusesWithAProblem(String head) {
        problem(http.send((head + "\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1),
                false), 400,
                "invalid-request");
    }

    @Test
    void answersOverlongHeadersWithAProblem() {
        problem(http.get("/v1/view", "X-Long: " + "x".repeat(60_000)), 400, "invalid-request");
        problem(http.get("/v1/bins/b/values/" + "x".repeat(60_000)), 400, "invalid-request");
    }

    @Test
    void takesTheAbsoluteForm() {
        assertThat(http.get("http://localhost/v1/bins/a%2Fb/lists/%2E%2E").json().get("key")
                .stringValue())
                .isEqualTo("..");
    }

    static void problem(Answer answer, int status, String type) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().get("type").stringValue())
                .isEqualTo("urn:binstore:problem:" + type);
        assertThat(answer.json().get("status").intValue()).isEqualTo(status);
        assertThat(answer.json().get("title").stringValue()).isNotEmpty();
        assertThat(answer.json().get("detail").stringValue()).isNotEmpty();
        assertThat(answer.text()).doesNotContain("Exception").doesNotContain("\tat ");
    }
}
