package io.binstore.backend.http;

import io.binstore.protocol.wire.Routes;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * What the headers of a storage call ask for.
 *
 * @param direct the call is not to be passed on to another backend
 * @param deadlineMillis how long the caller waits
 * @param idempotencyKey under which a repeat is recognized, or null
 */
record CallOptions(boolean direct, int deadlineMillis, @Nullable String idempotencyKey) {

    static final int DEADLINE_MILLIS_DEFAULT = 60_000;
    static final int DEADLINE_MILLIS_MAX = 300_000;
    static final int KEY_LENGTH_MAX = 128;

    /** @throws ProblemException if a header has a value that it cannot have */
    static CallOptions of(HttpServletRequest request) {
        String routing = header(request, Routes.ROUTING);
        if (routing != null && !routing.equals(Routes.ROUTING_DIRECT)) {
            throw ProblemException.invalid(Routes.ROUTING,
                    "the only value is '" + Routes.ROUTING_DIRECT
                            + "'; without the header the call is passed on");
        }
        String deadline = header(request, Routes.DEADLINE_MS);
        String key = header(request, Routes.IDEMPOTENCY_KEY);
        if (key != null && !isKey(key)) {
            throw ProblemException.invalid(Routes.IDEMPOTENCY_KEY,
                    "must be 1 to " + KEY_LENGTH_MAX + " visible ASCII characters");
        }
        return new CallOptions(routing != null, deadline == null
                ? DEADLINE_MILLIS_DEFAULT
                : WholeNumber.parse(Routes.DEADLINE_MS, deadline, DEADLINE_MILLIS_MAX), key);
    }

    private static boolean isKey(String key) {
        return !key.isEmpty() && key.length() <= KEY_LENGTH_MAX
                && key.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    private static @Nullable String header(HttpServletRequest request, String name) {
        Enumeration<String> values = request.getHeaders(name);
        if (!values.hasMoreElements()) {
            return null;
        }
        String value = values.nextElement();
        if (values.hasMoreElements()) {
            throw ProblemException.invalid(name, "repeated header");
        }
        return value;
    }
}
