package io.binstore.protocol.message;

/** The lead pushes the highest clock number answered anywhere and asks for the one answered here. */
public record ClockRequest(Addressee to, long floor) implements MemberRequest {
}
