package io.binstore.simulation.world;

import org.jspecify.annotations.Nullable;

/** A promise was broken: the run has failed. */
public final class Violation extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Violation(String message) {
        this(message, null);
    }

    public Violation(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** @param rule the invariant's number or the name of the promise */
    public static Violation of(String rule, String what) {
        return new Violation(rule + ": " + what);
    }
}
