package io.binstore.launcher.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Looks at what processes say over HTTP. */
final class Http {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(TIMEOUT).build();
    private static final JsonMapper MAPPER = new JsonMapper();

    private Http() {
    }

    /** The document at an address, or null if there is none now. */
    static @Nullable JsonNode document(String address) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address)).timeout(TIMEOUT)
                .header("Accept", "application/json").build();
        try {
            HttpResponse<String> answer =
                    CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 ? MAPPER.readTree(answer.body()) : null;
        } catch (IOException | JacksonException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Trouble("interrupted", e);
        }
    }
}
