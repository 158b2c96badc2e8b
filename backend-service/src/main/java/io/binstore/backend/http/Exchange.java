package io.binstore.backend.http;

import io.binstore.protocol.wire.Routes;
import io.binstore.protocol.wire.WireFormat;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One request and its answer. */
final class Exchange {

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private String call = "other";

    Exchange(HttpServletRequest request, HttpServletResponse response) {
        this.request = request;
        this.response = response;
    }

    String method() {
        return request.getMethod();
    }

    /** The path as it was sent. */
    String rawPath() {
        return request.getRequestURI();
    }

    /** What this is a call of, for the metrics. */
    String call() {
        return call;
    }

    void call(String name) {
        call = name;
    }

    int status() {
        return response.getStatus();
    }

    Query query(List<String> known) {
        return Query.parse(request.getQueryString(), known);
    }

    CallOptions options() {
        return CallOptions.of(request);
    }

    @Nullable
    String header(String name) {
        return request.getHeader(name);
    }

    /** The format of the body. */
    WireFormat bodyFormat() {
        return Negotiation.ofContentType(request.getContentType());
    }

    byte[] body(int bytesMax, Admission.Permit permit) {
        return Body.read(request, bytesMax, permit);
    }

    /** The format of the answer to a request whose body, if any, is in this format. */
    WireFormat answerFormat(WireFormat body) {
        String first = request.getHeader("Accept");
        return Negotiation.ofAccept(first == null
                ? null
                : String.join(",", Collections.list(request.getHeaders("Accept"))), body);
    }

    /**
     * Answers OPTIONS, and refuses methods that are not among these.
     *
     * @return whether the call goes on
     */
    boolean allows(List<String> methods) {
        if (!methods.contains(method())) {
            throw ProblemException.methodNotAllowed(method(), methods);
        }
        if (method().equals("OPTIONS")) {
            response.setHeader("Allow", String.join(", ", methods));
            noContent();
            return false;
        }
        return true;
    }

    void epoch(long epoch) {
        response.setHeader(Routes.EPOCH, Long.toString(epoch));
    }

    void setHeader(String name, String value) {
        response.setHeader(name, value);
    }

    void noContent() {
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    void notModified() {
        response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
    }

    void answer(WireFormat format, byte[] body) throws IOException {
        response.setContentType(format.mediaType());
        response.setContentLength(body.length);
        // The container keeps the body of an answer to HEAD to itself.
        response.getOutputStream().write(body);
    }

    void answer(ProblemException problem) throws IOException {
        if (!response.isCommitted()) {
            response.resetBuffer();
            ProblemWriter.write(response, problem);
        }
    }
}
