package io.binstore.protocol.message;

/**
 * Whom a request is for.
 *
 * @param cluster the cluster id, or 0 before the sender knows one
 * @param incarnation the backend's incarnation, or 0 before the sender knows it (leases and status only)
 */
public record Addressee(long cluster, long incarnation) {

    public static final Addressee ANYBODY = new Addressee(0, 0);
}
