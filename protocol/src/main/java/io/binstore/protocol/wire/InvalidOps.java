package io.binstore.protocol.wire;

/** A request body that is refused whole: nothing of it was done. */
public final class InvalidOps extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Problem problem;
    private final String field;
    private final String reason;

    InvalidOps(Problem problem, String field, String reason) {
        super(field.isEmpty() ? reason : field + ": " + reason);
        this.problem = problem;
        this.field = field;
        this.reason = reason;
    }

    /**
     * {@code INVALID_JSON} for what is not well formed, {@code TOO_LARGE} for too many operations,
     * else {@code INVALID_REQUEST}.
     */
    public Problem problem() {
        return problem;
    }

    /** Where in the body, such as {@code ops[3].key}; empty for the body itself. */
    public String field() {
        return field;
    }

    /** What is wrong there. */
    public String reason() {
        return reason;
    }
}
