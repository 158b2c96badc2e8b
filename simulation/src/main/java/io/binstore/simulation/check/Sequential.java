package io.binstore.simulation.check;

import org.jspecify.annotations.Nullable;

/** What an object does when it is asked one thing after another. */
public interface Sequential<S, O> {

    S initial();

    /** The state after the operation, or null if what it answered does not fit this state. */
    @Nullable
    S apply(S state, O operation);

    /** Whether the operation, with the answer it got, changes no state at all. */
    boolean readOnly(O operation);
}
