package io.binstore.protocol.wire;

/**
 * Bytes or an HTTP answer that are no valid message; its sender is to blame, and nothing was done
 * with it.
 */
public final class MalformedMessage extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MalformedMessage(String message) {
        super(message);
    }

    public MalformedMessage(String message, Throwable cause) {
        super(message, cause);
    }
}
