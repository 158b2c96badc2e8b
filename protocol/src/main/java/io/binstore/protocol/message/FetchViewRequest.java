package io.binstore.protocol.message;

/**
 * Asks for the active view in full, if it is above the epoch that the sender knows.
 *
 * @param from the incarnation of the backend that asks, or 0 for a keeper: a backend that the view leaves out does not
 *         get it here, for it gives its vote up on hearing of it, and only the lead knows when that is safe
 */
public record FetchViewRequest(Addressee to, long from, long knownEpoch) implements MemberRequest {
}
