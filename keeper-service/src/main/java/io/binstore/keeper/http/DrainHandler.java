package io.binstore.keeper.http;

import io.binstore.keeper.node.KeeperNode;
import io.binstore.protocol.message.DrainRequest;
import io.binstore.protocol.message.Rejected;
import io.binstore.protocol.wire.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code /actuator/cluster/drain}: POST has a backend emptied, DELETE lets it stay, both with {@code {"backend":"host:port"}}.
 *
 * <p>
 * Beside the cluster endpoint and not part of it, because an actuator endpoint reads no body of a DELETE.
 */
public final class DrainHandler implements HttpRequestHandler {

    public static final String PATH = "/actuator/cluster/drain";

    private static final String BACKEND = "backend";
    private static final int BODY_BYTES_MAX = 64 << 10;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private final KeeperNode node;
    private final List<String> backends;

    /** @param backends the addresses of the cluster's description */
    public DrainHandler(KeeperNode node, List<String> backends) {
        this.node = node;
        this.backends = List.copyOf(backends);
    }

    /** Whom it is about. */
    record Body(@Nullable String backend) {
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response)
            throws HttpRequestMethodNotSupportedException, IOException {
        boolean drain = request.getMethod().equals("POST");
        if (!drain && !request.getMethod().equals("DELETE")) {
            throw new HttpRequestMethodNotSupportedException(request.getMethod(),
                    List.of("POST", "DELETE"));
        }
        String backend = address(read(request).backend());
        if (node.answer(new DrainRequest(backend, drain)) instanceof Rejected rejected) {
            throw new ProblemException(Problem.UNAVAILABLE, rejected.detail());
        }
        response.setStatus(HttpServletResponse.SC_ACCEPTED);
        response.setContentType("application/json");
        response.getOutputStream()
                .write(JSON.writeValueAsBytes(Map.of(BACKEND, backend, "leaving", drain)));
    }

    private static Body read(HttpServletRequest request) throws IOException {
        byte[] bytes = request.getInputStream().readNBytes(BODY_BYTES_MAX + 1);
        if (bytes.length > BODY_BYTES_MAX) {
            throw new ProblemException(Problem.TOO_LARGE,
                    "the body is above " + BODY_BYTES_MAX + " bytes");
        }
        try {
            Body body = JSON.readValue(bytes, Body.class);
            return body == null ? new Body(null) : body;
        } catch (JacksonException e) {
            throw new ProblemException(Problem.INVALID_JSON,
                    "the body must be {\"backend\":\"host:port\"}: " + e.getOriginalMessage());
        }
    }

    /** As the cluster's description has it; what is given may leave the scheme out. */
    private String address(@Nullable String given) {
        for (String backend : backends) {
            if (given != null && (backend.equals(given) || backend.endsWith("://" + given))) {
                return backend;
            }
        }
        throw ProblemException.invalid(BACKEND,
                "must be one of the cluster's backends: " + String.join(", ", backends));
    }
}
