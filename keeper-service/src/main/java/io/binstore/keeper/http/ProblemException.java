package io.binstore.keeper.http;

import io.binstore.protocol.wire.Problem;
import java.util.Map;

/** A call that ends in a problem document; nothing else of its answer has been written yet. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Problem problem;
    private final String detail;
    private final transient Map<String, String> members;

    public ProblemException(Problem problem, String detail) {
        this(problem, detail, Map.of());
    }

    private ProblemException(Problem problem, String detail, Map<String, String> members) {
        // An expected answer: nobody reads its stack.
        super(detail, null, false, false);
        this.problem = problem;
        this.detail = detail;
        this.members = members;
    }

    /** A parameter that is not valid, which the document names. */
    public static ProblemException invalid(String field, String reason) {
        return new ProblemException(Problem.INVALID_REQUEST, field + ": " + reason,
                Map.of("field", field));
    }

    Problem problem() {
        return problem;
    }

    String detail() {
        return detail;
    }

    Map<String, String> members() {
        return members;
    }
}
