package io.binstore.backend.http;

import io.binstore.protocol.model.Utf8;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The query of a request, each parameter at most once and none that the call does not know.
 *
 * @param values by parameter name
 */
record Query(Map<String, Utf8> values) {

    private static final Query EMPTY = new Query(Map.of());

    /** @throws ProblemException if a parameter is unknown, repeated or not decodable */
    static Query parse(@Nullable String raw, List<String> known) {
        if (raw == null || raw.isEmpty()) {
            return EMPTY;
        }
        Map<String, Utf8> values = new LinkedHashMap<>();
        for (String part : raw.split("&")) {
            if (part.isEmpty()) {
                continue;
            }
            int equals = part.indexOf('=');
            String name = decode("query", equals < 0 ? part : part.substring(0, equals)).toString();
            if (!known.contains(name)) {
                throw ProblemException.invalid(name, known.isEmpty()
                        ? "unknown query parameter; this call takes none"
                        : "unknown query parameter; this call takes " + String.join(", ", known));
            }
            if (values.put(name,
                    decode(name, equals < 0 ? "" : part.substring(equals + 1))) != null) {
                throw ProblemException.invalid(name, "repeated query parameter");
            }
        }
        return new Query(values);
    }

    private static Utf8 decode(String field, String encoded) {
        try {
            return PercentEncoding.decode(encoded, true);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(field, String.valueOf(e.getMessage()));
        }
    }

    @Nullable
    Utf8 get(String name) {
        return values.get(name);
    }

    Utf8 getOrEmpty(String name) {
        return values.getOrDefault(name, Utf8.EMPTY);
    }

    /** A whole number from 1 to the maximum, or 0 if the parameter is missing. */
    int number(String name, int max) {
        Utf8 value = values.get(name);
        return value == null ? 0 : WholeNumber.parse(name, value.toString(), max);
    }
}
