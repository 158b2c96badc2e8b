package io.binstore.client;

/**
 * A call that changes data ended without an answer, at its deadline, by an interrupt or because the
 * client was closed: it may have taken effect, once, or not at all. Calling again is a new call and
 * may make it take effect twice.
 */
public final class OutcomeUnknownException extends BinStoreException {

    private static final long serialVersionUID = 1L;

    OutcomeUnknownException(String message) {
        super(message);
    }
}
