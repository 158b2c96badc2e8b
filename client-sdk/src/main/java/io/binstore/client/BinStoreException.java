package io.binstore.client;

/**
 * A call that did not end with its result. The subclass says what is known: whether the call may
 * have taken effect, and what to do next.
 */
public abstract sealed class BinStoreException extends RuntimeException
        permits OutcomeUnknownException, UnavailableException, StoreFullException,
        TooLargeException {

    private static final long serialVersionUID = 1L;

    BinStoreException(String message) {
        super(message);
    }
}
