package io.binstore.protocol.message;

/** A request to a backend. */
public sealed interface BackendRequest extends Request
        permits OpsRequest, DetourRequest, ViewRequest, MemberRequest {
}
