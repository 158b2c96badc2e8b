package io.binstore.client;

/**
 * Nothing was done: the backends that hold the bin have reached their memory limit. Reads, deletes
 * and removals still work.
 */
public final class StoreFullException extends BinStoreException {

    private static final long serialVersionUID = 1L;

    StoreFullException(String message) {
        super(message);
    }
}
