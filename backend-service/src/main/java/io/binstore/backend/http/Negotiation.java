package io.binstore.backend.http;

import io.binstore.protocol.wire.Problem;
import io.binstore.protocol.wire.WireFormat;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Chooses between JSON and CBOR for bodies and answers. */
final class Negotiation {

    private static final String BOTH =
            WireFormat.JSON.mediaType() + ", " + WireFormat.CBOR.mediaType();

    private Negotiation() {
    }

    /**
     * The format of a body; JSON if the header is missing. @throws ProblemException (415) for any
     * other type
     */
    static WireFormat ofContentType(@Nullable String contentType) {
        if (contentType == null || contentType.isBlank()) {
            return WireFormat.JSON;
        }
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";");
        for (WireFormat format : WireFormat.values()) {
            if (parts[0].trim().equals(format.mediaType()) && isUtf8(parts)) {
                return format;
            }
        }
        throw new ProblemException(Problem.UNSUPPORTED_MEDIA_TYPE,
                "Content-Type must be one of " + BOTH + ", in UTF-8",
                Map.of("field", "Content-Type"), Map.of("Accept", BOTH));
    }

    private static boolean isUtf8(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].replace("\"", "").replace(" ", "");
            if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")
                    && !parameter.equals("charset=utf8")) {
                return false;
            }
        }
        return true;
    }

    /**
     * The format of an answer: the one that Accept weighs highest, between equals the one it names
     * more exactly, then that of the request's body, then JSON.
     *
     * @param accept all values of the header, joined by commas, or null
     * @param body the format of the request's body, JSON if there is none
     * @throws ProblemException (406) if Accept takes neither
     */
    static WireFormat ofAccept(@Nullable String accept, WireFormat body) {
        if (accept == null || accept.isBlank() || accept.equals(body.mediaType())) {
            return body;
        }
        Preference json = preference(accept, WireFormat.JSON);
        Preference cbor = preference(accept, WireFormat.CBOR);
        if (json.weight <= 0 && cbor.weight <= 0) {
            throw new ProblemException(Problem.NOT_ACCEPTABLE, "Accept must allow one of " + BOTH,
                    Map.of("field", "Accept"), Map.of());
        }
        if (json.equals(cbor)) {
            return body;
        }
        return cbor.isAbove(json) ? WireFormat.CBOR : WireFormat.JSON;
    }

    /** What the most exact of the matching ranges says: 3 for the type itself, 1 for anything. */
    private static Preference preference(String accept, WireFormat format) {
        Preference best = new Preference(0, 0);
        for (String range : accept.toLowerCase(Locale.ROOT).split(",")) {
            String[] parts = range.split(";");
            String type = parts[0].trim();
            int exactness = type.equals(format.mediaType()) ? 3
                    : type.equals("application/*") ? 2 : type.equals("*/*") ? 1 : 0;
            if (exactness > best.exactness) {
                best = new Preference(weight(parts), exactness);
            }
        }
        return best;
    }

    private static float weight(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].trim();
            if (parameter.startsWith("q=")) {
                try {
                    return Float.parseFloat(parameter.substring(2));
                } catch (NumberFormatException e) {
                    return 0;
                }
            }
        }
        return 1;
    }

    private record Preference(float weight, int exactness) {

        boolean isAbove(Preference other) {
            return weight > other.weight || weight == other.weight && exactness > other.exactness;
        }
    }
}
