package io.binstore.backend.http;

import io.binstore.protocol.wire.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** The OpenAPI description of this interface, as it is in the jar. */
final class OpenApiEndpoint {

    private static final String RESOURCE = "/openapi.json";

    void serve(Exchange exchange) throws IOException {
        exchange.call("api-docs");
        if (exchange.allows(List.of("GET", "HEAD", "OPTIONS"))) {
            exchange.answer(WireFormat.JSON, document());
        }
    }

    private static byte[] document() {
        try (InputStream in = OpenApiEndpoint.class.getResourceAsStream(RESOURCE)) {
            return Objects.requireNonNull(in, RESOURCE).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
