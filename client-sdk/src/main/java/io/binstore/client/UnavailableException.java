package io.binstore.client;

/**
 * Nothing was done: the deadline passed before a backend could answer, too many calls were waiting
 * in this client, or the client was closed. Calling again is safe.
 */
public final class UnavailableException extends BinStoreException {

    private static final long serialVersionUID = 1L;

    UnavailableException(String message) {
        super(message);
    }
}
