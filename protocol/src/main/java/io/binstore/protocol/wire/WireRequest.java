package io.binstore.protocol.wire;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as HTTP carries it.
 *
 * @param path below the target's base address
 * @param body null for a request without one; not to be changed
 */
public record WireRequest(String method, String path, Map<String, String> headers,
        byte @Nullable [] body) {

    public WireRequest {
        headers = Map.copyOf(headers);
    }
}
