package io.binstore.client;

/**
 * Nothing was done: the bin name, the key, the value or the answer is above its size limit. Calling
 * again does not help.
 */
public final class TooLargeException extends BinStoreException {

    private static final long serialVersionUID = 1L;

    TooLargeException(String message) {
        super(message);
    }
}
