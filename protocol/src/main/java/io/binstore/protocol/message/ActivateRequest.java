package io.binstore.protocol.message;

import io.binstore.protocol.model.View;

/** Passes a chosen view on. */
public record ActivateRequest(Addressee to, View view) implements MemberRequest {
}
