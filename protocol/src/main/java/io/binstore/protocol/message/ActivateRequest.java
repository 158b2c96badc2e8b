package io.binstore.protocol.message;

import io.binstore.protocol.model.View;

/**
 * Passes a chosen view on.
 *
 * @param term of the lead that does so, 0 from a peer
 */
public record ActivateRequest(Addressee to, View view, long term) implements MemberRequest {
}
