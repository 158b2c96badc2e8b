package io.binstore.protocol.message;

/** A lead asks an acceptor to accept a view (protocol, section 4, step 3). */
public record ProposeRequest(Addressee to, long keeperId, AcceptedView proposal)
        implements MemberRequest {
}
