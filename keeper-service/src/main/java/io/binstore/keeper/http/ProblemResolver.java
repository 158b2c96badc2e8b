package io.binstore.keeper.http;

import io.binstore.keeper.node.KeeperNode;
import io.binstore.protocol.wire.MalformedMessage;
import io.binstore.protocol.wire.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.web.ErrorResponse;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Turns whatever a handler throws, or the search for one, into a problem document. */
public final class ProblemResolver implements HandlerExceptionResolver, Ordered {

    private static final Logger log = LoggerFactory.getLogger(ProblemResolver.class);

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public ModelAndView resolveException(HttpServletRequest request, HttpServletResponse response,
            @Nullable Object handler, Exception failure) {
        if (!response.isCommitted()) {
            try {
                response.reset();
                if (failure instanceof ErrorResponse refused) {
                    refused.getHeaders().forEach(
                            (name, values) -> response.setHeader(name, String.join(", ", values)));
                }
                ProblemWriter.write(response, problem(request, failure));
            } catch (IOException e) {
                log.debug("the caller is gone", e);
            }
        }
        // Empty: handled, nothing to render.
        return new ModelAndView();
    }

    private static ProblemException problem(HttpServletRequest request, Exception failure) {
        return switch (failure) {
            case ProblemException problem -> problem;
            case KeeperNode.NoAnswer silent -> new ProblemException(Problem.UNAVAILABLE,
                    String.valueOf(silent.getMessage()));
            case MalformedMessage malformed -> new ProblemException(Problem.INVALID_REQUEST,
                    String.valueOf(malformed.getMessage()));
            case ErrorResponse refused ->
                    ProblemWriter.ofStatus(refused.getStatusCode().value(), request.getMethod(),
                            request.getRequestURI());
            default -> {
                log.error("{} {} failed", request.getMethod(), request.getRequestURI(), failure);
                yield new ProblemException(Problem.INTERNAL_ERROR,
                        "the server failed; its log says more");
            }
        };
    }
}
