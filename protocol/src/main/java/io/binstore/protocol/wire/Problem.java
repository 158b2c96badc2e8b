package io.binstore.protocol.wire;

import io.binstore.protocol.operation.Result;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The kinds of error that a caller of the HTTP interface can meet (RFC 9457 problem types). */
public enum Problem {

    INVALID_REQUEST(400, "The request is not valid"),
    INVALID_JSON(400, "The body is not well formed"),
    INVALID_NAME(400, "The name is not valid"),
    UNAUTHORIZED(401, "Credentials are needed"),
    FORBIDDEN(403, "The credentials do not allow this"),
    NO_VALUE(404, "The key holds no value"),
    NO_SUCH_ENDPOINT(404, "There is no such endpoint"),
    METHOD_NOT_ALLOWED(405, "The endpoint does not know this method"),
    NOT_ACCEPTABLE(406, "No acceptable form of the answer"),
    TOO_LARGE(413, "A size limit is exceeded"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body is of an unknown media type"),
    MISDIRECTED(421, "Another backend answers for this bin"),
    IDEMPOTENCY_CONFLICT(422, "The Idempotency-Key was used for another request"),
    INTERNAL_ERROR(500, "The server failed"),
    UNAVAILABLE(503, "Nothing was done, come again"),
    OUTCOME_UNKNOWN(504, "The outcome is not known"),
    FULL(507, "The memory limit is reached");

    public static final String MEDIA_TYPE = "application/problem+json";

    private final int status;
    private final String title;

    Problem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** What a caller is told for a refused operation. */
    public static Problem of(Result.Reason reason) {
        return switch (reason) {
            case MISDIRECTED -> MISDIRECTED;
            case BUSY, NOT_READY -> UNAVAILABLE;
            case FULL -> FULL;
            case TOO_LARGE -> TOO_LARGE;
            // A late repeat is told nothing of what its first attempt did.
            case PENDING, STALE, OUTCOME_UNKNOWN -> OUTCOME_UNKNOWN;
        };
    }

    /** The type, {@code urn:binstore:problem:<name>}. */
    public String type() {
        return "urn:binstore:problem:" + kebab(this);
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /**
     * The problem document in JSON.
     *
     * @param members further members in their order: strings, numbers and booleans; anything else as
     *         its string
     */
    public byte[] document(@Nullable String detail, Map<String, ?> members) {
        return BodyWriter.object(WireFormat.JSON, out -> {
            out.string("type", type());
            out.string("title", title);
            out.number("status", status);
            if (detail != null) {
                out.words("detail", detail);
            }
            members.forEach((name, value) -> {
                if (value instanceof Boolean flag) {
                    out.bool(name, flag);
                } else if (value instanceof Number number) {
                    out.number(name, number.longValue());
                } else {
                    out.words(name, value.toString());
                }
            });
        });
    }

    /** A constant as the interface spells it. */
    static String kebab(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
