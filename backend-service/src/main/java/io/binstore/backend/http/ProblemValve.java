package io.binstore.backend.http;

import io.binstore.protocol.wire.Problem;
import java.io.IOException;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;

/**
 * Turns what the container itself refuses, and what the actuator does not know, into problem
 * documents.
 *
 * <p>
 * Statuses that blame the server for bad input (501 for CONNECT or an unknown transfer coding, 505)
 * become 4xx.
 */
public final class ProblemValve extends ErrorReportValve {

    /** Makes this valve the host's only reporter of errors. */
    public static void install(Context context) {
        ((StandardHost) context.getParent()).setErrorReportValveClass(ProblemValve.class.getName());
    }

    @Override
    protected void report(Request request, Response response,
            @SuppressWarnings("unused") Throwable cause) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        Problem problem = problemOf(status, request.getMethod());
        try {
            ProblemWriter.write(response,
                    new ProblemException(problem, detail(problem, request), Map.of(), Map.of()));
            response.finishResponse();
        } catch (IOException e) {
            container.getLogger().debug("the caller is gone", e);
        }
    }

    private static Problem problemOf(int status, String method) {
        return switch (status) {
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
    }

    private static String detail(Problem problem, Request request) {
        return switch (problem) {
            case NO_SUCH_ENDPOINT -> "there is nothing at " + request.getRequestURI();
            case METHOD_NOT_ALLOWED ->
                    "this endpoint does not know the method " + request.getMethod();
            case NOT_ACCEPTABLE -> "none of the media types in Accept can be answered";
            case UNAVAILABLE -> "this backend is stopping";
            case INTERNAL_ERROR -> "the server failed; its log says more";
            case INVALID_REQUEST ->
                    "the request line, a header, the path or the framing of the body is malformed, or the"
                            + " headers are too long";
            default -> problem.title();
        };
    }
}
