package io.binstore.launcher.load;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** The store through plain HTTP calls to one backend. */
public final class WebStore implements Store, Source {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int NOT_FOUND = 404;

    private final Web web;
    private final String address;

    public WebStore(Web web, String address) {
        this.web = web;
        this.address = address;
    }

    @Override
    public String name() {
        return web.name() + " at " + address;
    }

    @Override
    public void set(String bin, String key, String value) {
        send("PUT", "/values/", bin, key, body("value", value));
    }

    @Override
    public Optional<String> get(String bin, String key) {
        Web.Answer answer = web.send("GET", url(bin, "/values/", key), "");
        if (answer.status() == NOT_FOUND) {
            return Optional.empty();
        }
        return Optional.of(MAPPER.readTree(successful(answer).body()).path("value").asString());
    }

    @Override
    public void append(String bin, String key, String element) {
        send("POST", "/lists/", bin, key, body("value", element));
    }

    @Override
    public List<String> list(String bin, String key) {
        return texts(MAPPER.readTree(send("GET", "/lists/", bin, key, "")).path("items"));
    }

    @Override
    public long clock(String bin) {
        Web.Answer answer =
                successful(web.send("POST", address + "/v1/bins/" + encoded(bin) + "/clock", ""));
        return MAPPER.readTree(answer.body()).path("clock").asLong();
    }

    @Override
    public List<List<String>> read(List<Question> questions) {
        ArrayNode ops = MAPPER.createArrayNode();
        for (Question question : questions) {
            ops.addObject().put("op", question.shape() == Question.Shape.VALUE ? "get" : "listGet")
                    .put("bin", question.bin()).put("key", question.key());
        }
        String json = MAPPER.createObjectNode().set("ops", ops).toString();
        JsonNode results =
                MAPPER.readTree(successful(web.send("POST", address + "/v1/ops", json)).body())
                        .path("results");
        List<List<String>> answers = new ArrayList<>();
        for (JsonNode result : results) {
            if (result.has("problem")) {
                throw new IllegalStateException(result.toString());
            }
            JsonNode value = result.path("value");
            answers.add(result.has("items") ? texts(result.path("items"))
                    : value.isNull() ? List.of() : List.of(value.asString()));
        }
        if (answers.size() != questions.size()) {
            throw new IllegalStateException(
                    answers.size() + " answers to " + questions.size() + " questions");
        }
        return answers;
    }

    private String send(String method, String part, String bin, String key, String json) {
        return successful(web.send(method, url(bin, part, key), json)).body();
    }

    private Web.Answer successful(Web.Answer answer) {
        if (!answer.isSuccess()) {
            throw new IllegalStateException("status " + answer.status() + ": " + answer.body());
        }
        return answer;
    }

    private String url(String bin, String part, String key) {
        return address + "/v1/bins/" + encoded(bin) + part + encoded(key);
    }

    private static String body(String field, String text) {
        return MAPPER.createObjectNode().put(field, text).toString();
    }

    /** As a path segment: forms write a blank as a plus. */
    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asString()));
        return texts;
    }
}
