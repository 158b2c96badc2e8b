package io.binstore.protocol.message;

/** A keeper asks what a backend's replicas are like. */
public record StatusRequest(Addressee to) implements MemberRequest {
}
