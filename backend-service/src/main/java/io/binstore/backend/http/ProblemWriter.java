package io.binstore.backend.http;

import io.binstore.protocol.wire.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Writes problem documents, with the headers that belong to their status. */
final class ProblemWriter {

    /** How long a caller is asked to wait before it comes again. */
    private static final String RETRY_AFTER_SECONDS = "1";

    private ProblemWriter() {
    }

    static void write(HttpServletResponse response, ProblemException problem) throws IOException {
        byte[] document = problem.problem().document(problem.detail(), problem.members());
        response.setStatus(problem.problem().status());
        problem.headers().forEach(response::setHeader);
        if (problem.problem() == Problem.UNAVAILABLE
                || problem.problem() == Problem.OUTCOME_UNKNOWN) {
            response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
        }
        response.setContentType(Problem.MEDIA_TYPE);
        response.setContentLength(document.length);
        response.getOutputStream().write(document);
    }
}
