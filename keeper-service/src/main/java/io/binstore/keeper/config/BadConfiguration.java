package io.binstore.keeper.config;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** A property that no keeper can run with; printed as one sentence instead of a stack trace. */
final class BadConfiguration extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String property;

    BadConfiguration(String property, String reason) {
        super(property + " " + reason + ".");
        this.property = property;
    }

    /** Named in spring.factories; before the analyzer that would tell about binding. */
    @Order(Ordered.HIGHEST_PRECEDENCE)
    static final class Analyzer extends AbstractFailureAnalyzer<BadConfiguration> {

        @Override
        protected @Nullable FailureAnalysis analyze(Throwable failure, BadConfiguration cause) {
            return new FailureAnalysis(cause.getMessage(),
                    "Correct " + cause.property + " and start again.", cause);
        }
    }
}
