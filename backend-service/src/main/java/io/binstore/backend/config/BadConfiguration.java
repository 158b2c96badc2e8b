package io.binstore.backend.config;

import org.springframework.boot.diagnostics.FailureAnalyzedException;

/** A property that no backend can run with; printed as one sentence instead of a stack trace. */
final class BadConfiguration extends FailureAnalyzedException {

    private static final long serialVersionUID = 1L;

    BadConfiguration(String property, String reason) {
        super(property + " " + reason + ".", "Correct " + property + " and start again.");
    }
}
