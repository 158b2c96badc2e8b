package io.binstore.keeper.http;

import io.binstore.protocol.wire.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Writes problem documents. */
final class ProblemWriter {

    /** How long a caller is asked to wait before it comes again. */
    private static final String RETRY_AFTER_SECONDS = "1";

    private ProblemWriter() {
    }

    static void write(HttpServletResponse response, ProblemException problem) throws IOException {
        byte[] document = problem.problem().document(problem.detail(), problem.members());
        response.setStatus(problem.problem().status());
        if (problem.problem() == Problem.UNAVAILABLE) {
            response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
        }
        response.setContentType(Problem.MEDIA_TYPE);
        response.setContentLength(document.length);
        response.getOutputStream().write(document);
    }

    /**
     * What the container or the framework refused, in words of this interface.
     *
     * <p>
     * Statuses that blame the server for bad input (501 for CONNECT or an unknown transfer coding,
     * 505) become 4xx.
     */
    static ProblemException ofStatus(int status, String method, String path) {
        Problem problem = switch (status) {
            case 404 -> Problem.NO_SUCH_ENDPOINT;
            case 405 -> Problem.METHOD_NOT_ALLOWED;
            case 406 -> Problem.NOT_ACCEPTABLE;
            case 413 -> Problem.TOO_LARGE;
            case 415 -> Problem.UNSUPPORTED_MEDIA_TYPE;
            case 501 ->
                    "CONNECT".equals(method) ? Problem.METHOD_NOT_ALLOWED : Problem.INVALID_REQUEST;
            case 503 -> Problem.UNAVAILABLE;
            default -> status < 500 || status == 505 ? Problem.INVALID_REQUEST
                    : Problem.INTERNAL_ERROR;
        };
        String detail = switch (problem) {
            case NO_SUCH_ENDPOINT -> "there is nothing at " + path;
            case METHOD_NOT_ALLOWED -> "this endpoint does not know the method " + method;
            case NOT_ACCEPTABLE -> "none of the media types in Accept can be answered";
            case UNSUPPORTED_MEDIA_TYPE ->
                    "this endpoint does not read bodies of this Content-Type";
            case UNAVAILABLE -> "this keeper is stopping";
            case INTERNAL_ERROR -> "the server failed; its log says more";
            default ->
                    "the request line, the path, a header or a parameter is malformed or too long";
        };
        return new ProblemException(problem, detail);
    }
}
