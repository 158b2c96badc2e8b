package io.binstore.backend.http;

import static io.binstore.backend.http.PathsTest.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.backend.http.RawHttp.Answer;
import io.binstore.protocol.message.Call;
import io.binstore.protocol.message.OpsReply;
import io.binstore.protocol.message.OpsRequest;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Operation;
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.operation.Result;
import io.binstore.protocol.wire.OpsCodec;
import io.binstore.protocol.wire.SingleCodec;
import io.binstore.protocol.wire.ViewCodec;
import io.binstore.protocol.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the storage calls and the view answer when all is well. */
@HttpServer
class StorageCallsTest {

    private static final String VALUE = "/v1/bins/b/values/k";
    private static final String LIST = "/v1/bins/b/lists/k";
    private static final String CBOR = "application/cbor";

    @Autowired
    private StubNode node;
    private RawHttp http;

    @BeforeEach
    void prepare(@LocalServerPort int port) {
        node.reset();
        http = new RawHttp(port);
    }

    private Operation asked() {
        return node.executed.getLast().calls().getFirst().operation();
    }

    @Test
    void storesReadsAndDeletesAValue() {
        Answer put = http.put(VALUE, "{\"value\":\"v\"}");
        assertThat(put.status()).isEqualTo(204);
        assertThat(put.body()).isEmpty();
        Answer get = http.get(VALUE);
        assertThat(get.status()).isEqualTo(200);
        assertThat(get.header("Content-Type")).isEqualTo("application/json");
        assertThat(get.text()).isEqualTo("{\"key\":\"k\",\"value\":\"v\"}");
        assertThat(http.delete(VALUE).status()).isEqualTo(204);
        assertThat(http.delete(VALUE).status()).isEqualTo(204);
        problem(http.get(VALUE), 404, "no-value");
    }

    @Test
    void deletesByTheEmptyValue() {
        http.put(VALUE, "{\"value\":\"v\"}");
        assertThat(http.put(VALUE, "{\"value\":\"\"}").status()).isEqualTo(204);
        problem(http.get(VALUE), 404, "no-value");
    }

    @Test
    void appendsReadsAndRemovesListElements() {
        assertThat(http.get(LIST).text()).isEqualTo("{\"key\":\"k\",\"items\":[]}");
        for (String element : List.of("x", "", "x")) {
            assertThat(http.post(LIST, "{\"value\":\"" + element + "\"}").status()).isEqualTo(204);
        }
        assertThat(http.get(LIST).text()).isEqualTo("{\"key\":\"k\",\"items\":[\"x\",\"\",\"x\"]}");
        assertThat(http.delete(LIST + "?value=x").text()).isEqualTo("{\"removed\":2}");
        assertThat(http.delete(LIST + "?value=").text()).isEqualTo("{\"removed\":1}");
        Answer missing = http.delete(LIST);
        problem(missing, 400, "invalid-request");
        assertThat(missing.json().get("field").stringValue()).isEqualTo("value");
    }

    @Test
    void scansKeys() {
        assertThat(http.get("/v1/bins/b/values?prefix=p%2F+%2B&suffix=%C3%A9&after=&limit=100000")
                .text())
                .isEqualTo("{\"keys\":[\"p/ +\",\"é\"],\"next\":\"\"}");
        assertThat(asked()).isEqualTo(
                new Read.Keys(Utf8.of("b"), Utf8.of("p/ +"), Utf8.of("é"), Utf8.EMPTY, 100_000));
        assertThat(http.get("/v1/bins/b/lists").text()).isEqualTo("{\"keys\":[\"\",\"\"]}");
        assertThat(asked())
                .isEqualTo(new Read.ListKeys(Utf8.of("b"), Utf8.EMPTY, Utf8.EMPTY, null, 0));
    }

    @Test
    void takesClockNumbersOfAllSizes() {
        String clock = "/v1/bins/b/clock";
        assertThat(http.post(clock, "{\"atLeast\":18446744073709551615}").text())
                .isEqualTo("{\"clock\":18446744073709551615}");
        assertThat(http.post(clock, "{}").text()).isEqualTo("{\"clock\":0}");
        assertThat(http.call("POST", clock, (byte[]) null).text()).isEqualTo("{\"clock\":0}");
        assertThat(http.post(clock, "", "Content-Type: application/x-www-form-urlencoded").text())
                .isEqualTo("{\"clock\":0}");
    }

    @Test
    void runsBatchesInOrder() {
        Answer answer = http.post("/v1/ops",
                """
                {"ops":[{"op":"set","bin":"","key":"","value":"v"},{"op":"get","bin":"","key":""},
                 {"op":"get","bin":"b","key":"none"},{"op":"listAppend","bin":"b","key":"k","value":"x"},
                 {"op":"listGet","bin":"b","key":"k"},{"op":"listRemove","bin":"b","key":"k","value":"x"},
                 {"op":"clock","bin":"b","atLeast":3},{"op":"keys","bin":"b"},{"op":"listKeys","bin":"b","limit":5}]}""");
        assertThat(answer.text()).isEqualTo(
                "{\"results\":[{\"ok\":true},{\"value\":\"v\"},{\"value\":null},{\"ok\":true},"
                        + "{\"items\":[\"x\"]},{\"removed\":1},{\"clock\":3},{\"keys\":[\"\",\"\"]},{\"keys\":[\"\",\"\"]}]}");
        assertThat(answer.header("Binstore-Epoch")).isEqualTo("7");
    }

    @Test
    void givesAFailedOperationItsProblemInItsPlace() {
        String longKey = "k".repeat(1025);
        Answer answer =
                http.post("/v1/ops", "{\"ops\":[{\"op\":\"set\",\"bin\":\"b\",\"key\":\"" + longKey
                        + "\",\"value\":\"v\"},{\"op\":\"clock\",\"bin\":\"b\"}]}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/results/0/problem/type").stringValue())
                .isEqualTo("urn:binstore:problem:too-large");
        assertThat(answer.json().at("/results/1/clock").intValue()).isZero();
        assertThat(node.executed.getFirst().calls()).hasSize(1);
    }

    @Test
    void answersHeadLikeGetWithoutTheBody() {
        http.put(VALUE, "{\"value\":\"v\"}");
        Answer head = http.call("HEAD", VALUE, (byte[]) null);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEqualTo("23");
        assertThat(http.call("HEAD", "/v1/bins/b/values/none", (byte[]) null).status())
                .isEqualTo(404);
        assertThat(http.call("HEAD", "/v1/view", (byte[]) null).header("ETag")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/json; charset=UTF-8",
            "APPLICATION/JSON;charset=\"utf-8\""})
    void takesJsonByItsNames(String type) {
        assertThat(http.put(VALUE, "{\"value\":\"v\"}", "Content-Type: " + type).status())
                .isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = {"*/*|json", "text/html, */*;q=0.1|json", "application/*|json",
                    "application/cbor|cbor", "application/cbor, */*|cbor",
                    "application/cbor;q=0.9, application/json|json",
                    "application/cbor, application/json;q=0.5|cbor", "Application/CBOR|cbor",
                    "*/*, application/json;q=0|cbor"})
    void chooses(String accept, String form) {
        assertThat(http.get("/v1/view", "Accept: " + accept).header("Content-Type"))
                .isEqualTo("application/" + form);
    }

    @Test
    void speaksCbor() {
        byte[] set = OpsCodec.encodeRequest(new OpsRequest(OpsCodec.ANONYMOUS, 0, 0, List.of(
                new Call(0,
                        new Mutation.Set(Utf8.of("b"), Utf8.of("k"), Utf8.of("v"))))),
                WireFormat.CBOR);
        Answer answer = http.call("POST", "/v1/ops", set, "Content-Type: " + CBOR);
        assertThat(answer.header("Content-Type")).isEqualTo(CBOR);
        assertThat(OpsCodec.decodeReply(answer.body(), WireFormat.CBOR, 7))
                .isEqualTo(new OpsReply(7, List.of(Result.Done.DONE)));
        assertThat(http
                .call("POST", "/v1/ops", set, "Content-Type: " + CBOR, "Accept: application/json")
                .text())
                .isEqualTo("{\"results\":[{\"ok\":true}]}");
        assertThat(http.get(VALUE, "Accept: " + CBOR).body())
                .isEqualTo(SingleCodec.encodeValue(Utf8.of("k"), Utf8.of("v"), WireFormat.CBOR));
        problem(http.call("POST", "/v1/ops", "nonsense".getBytes(StandardCharsets.UTF_8),
                "Content-Type: " + CBOR), 400,
                http.call("POST", "/v1/ops", "nonsense".getBytes(StandardCharsets.UTF_8),
                        "Content-Type: " + CBOR)
                        .text().contains("invalid-json") ? "invalid-json" : "invalid-request");
    }

    @Test
    void servesTheView() {
        Answer answer = http.get("/v1/view");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("epoch").intValue()).isEqualTo(7);
        assertThat(answer.json().at("/members/0/address").stringValue())
                .isEqualTo("http://localhost:7100");
        String tag = answer.header("ETag");
        assertThat(tag).isEqualTo(ViewCodec.etag(StubNode.VIEW));
        for (String known : List.of(tag, "W/" + tag, "\"x\", " + tag, "*")) {
            Answer unchanged = http.get("/v1/view", "If-None-Match: " + known);
            assertThat(unchanged.status()).isEqualTo(304);
            assertThat(unchanged.header("ETag")).isEqualTo(tag);
        }
        assertThat(http.get("/v1/view", "If-None-Match: " + ViewCodec.etag(0xabcL, 6)).status())
                .isEqualTo(200);
        assertThat(ViewCodec.decode(http.get("/v1/view", "Accept: " + CBOR).body(), WireFormat.CBOR)
                .epoch())
                .isEqualTo(7);
    }

    @Test
    void hasNoViewAtFirst() {
        node.view = null;
        Answer answer = http.get("/v1/view");
        problem(answer, 503, "unavailable");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
    }
}
