package io.binstore.protocol.model;

/**
 * The identity under which a mutation takes effect once (RIFL, Lee et al., SOSP 2015).
 *
 * @param client who calls
 * @param sequence the call's number at that client
 * @param lowest the client's lowest number that was still unanswered when this attempt was sent; results below it are
 *         forgotten, and a call below it is refused
 */
public record RequestId(ClientId client, long sequence, long lowest) {
}
