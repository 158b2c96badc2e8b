package io.binstore.backend.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.backend.http.RawHttp.Answer;
import io.binstore.protocol.wire.Problem;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The description is served, and the server does what it says. */
@HttpServer
class OpenApiTest {

    private static final Map<String,
            String> BODIES = Map.of("set", "{\"value\":\"v\"}", "listAppend",
                    "{\"value\":\"v\"}", "clock", "{}", "ops",
                    "{\"ops\":[{\"op\":\"get\",\"bin\":\"b\",\"key\":\"k\"}]}");

    @Autowired
    private StubNode node;
    private RawHttp http;
    private JsonNode document;

    @BeforeEach
    void prepare(@LocalServerPort int port) {
        node.reset();
        http = new RawHttp(port);
        Answer answer = http.get("/v3/api-docs");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        document = answer.json();
        assertThat(document.get("openapi").stringValue()).startsWith("3.1");
    }

    @Test
    void answersEveryDocumentedCallAsDocumented() {
        document.get("paths").properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    if (!method.getKey().equals("parameters")) {
                        call(path.getKey(), method.getKey().toUpperCase(), method.getValue());
                    }
                }));
    }

    private void call(String template, String method, JsonNode operation) {
        String id = operation.get("operationId").stringValue();
        String target = template.replace("{bin}", "b").replace("{key}", "k").replace("{name}",
                "binstore.bytes")
                + (id.equals("listRemove") ? "?value=v" : "");
        http.put("/v1/bins/b/values/k", "{\"value\":\"v\"}");
        Answer answer = BODIES.containsKey(id)
                ? http.call(method, target, BODIES.get(id))
                : http.call(method, target, (byte[]) null);
        JsonNode documented = operation.at("/responses/" + answer.status());
        assertThat(answer.status()).as(id).isBetween(200, 299);
        assertThat(documented.isMissingNode()).as(id + " answers " + answer.status()).isFalse();
        if (documented.has("content")) {
            assertThat(documented.get("content").propertyNames())
                    .contains(answer.header("Content-Type").split(";")[0]);
        } else {
            assertThat(answer.body()).isEmpty();
        }
    }

    @Test
    void refusesUndocumentedMethodsOfEveryPath() {
        document.get("paths").properties().forEach(path -> {
            String target = path.getKey().replace("{bin}", "b").replace("{key}", "k")
                    .replace("{name}", "n");
            for (String method : Set.of("get", "put", "post", "delete", "patch")) {
                if (!path.getValue().has(method)) {
                    Answer answer = http.call(method.toUpperCase(), target, (byte[]) null);
                    PathsTest.problem(answer, 405, "method-not-allowed");
                    assertThat(answer.header("Allow")).doesNotContain(method.toUpperCase());
                }
            }
        });
    }

    @Test
    void givesExamplesOfRealProblemsOnly() {
        document.at("/components/responses").properties().forEach(response -> response.getValue()
                .at("/content/application~1problem+json/examples").properties().forEach(example -> {
                    JsonNode value = example.getValue().get("value");
                    assertThat(Problem.values()).anySatisfy(problem -> {
                        assertThat(value.get("type").stringValue()).isEqualTo(problem.type());
                        assertThat(value.get("title").stringValue()).isEqualTo(problem.title());
                        assertThat(value.get("status").intValue()).isEqualTo(problem.status());
                    });
                }));
    }
}
