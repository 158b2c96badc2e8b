package io.binstore.backend.http;

import io.binstore.protocol.operation.Result;
import io.binstore.protocol.wire.InvalidOps;
import io.binstore.protocol.wire.MalformedMessage;
import io.binstore.protocol.wire.Problem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A call that ends in a problem document; nothing else of its answer has been written yet. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Problem problem;
    private final String detail;
    private final transient Map<String, ?> members;
    private final transient Map<String, String> headers;

    public ProblemException(Problem problem, String detail) {
        this(problem, detail, Map.of(), Map.of());
    }

    /**
     * @param members further members of the document
     * @param headers to be set on the answer
     */
    ProblemException(Problem problem, String detail, Map<String, ?> members,
            Map<String, String> headers) {
        // An expected answer: nobody reads its stack.
        super(detail, null, false, false);
        this.problem = problem;
        this.detail = detail;
        this.members = members;
        this.headers = headers;
    }

    static ProblemException invalid(String field, String reason) {
        return ofField(Problem.INVALID_REQUEST, field, reason);
    }

    /** A problem of one field, which the document names; the empty field is the body itself. */
    static ProblemException ofField(Problem problem, String field, String reason) {
        return field.isEmpty()
                ? new ProblemException(problem, reason)
                : new ProblemException(problem, field + ": " + reason, Map.of("field", field),
                        Map.of());
    }

    static ProblemException of(Result.Refused refused) {
        return new ProblemException(Problem.of(refused.reason()), refused.detail());
    }

    /** What a failed call is answered with, or null if that was a defect here. */
    public static @Nullable ProblemException of(RuntimeException failure) {
        if (failure instanceof ProblemException problem) {
            return problem;
        }
        if (failure instanceof InvalidOps e) {
            return ofField(e.problem(), e.field(), e.reason());
        }
        String reason = String.valueOf(failure.getMessage());
        if (failure instanceof MalformedMessage) {
            return new ProblemException(Problem.INVALID_REQUEST, reason);
        }
        return failure instanceof Node.NoAnswer
                ? new ProblemException(Problem.OUTCOME_UNKNOWN, reason)
                : null;
    }

    static ProblemException methodNotAllowed(String method, List<String> allowed) {
        return new ProblemException(Problem.METHOD_NOT_ALLOWED,
                "this endpoint does not know the method " + method,
                Map.of(), Map.of("Allow", String.join(", ", allowed)));
    }

    public Problem problem() {
        return problem;
    }

    public String detail() {
        return detail;
    }

    public Map<String, ?> members() {
        return members;
    }

    Map<String, String> headers() {
        return headers;
    }
}
