package io.binstore.protocol.message;

/**
 * A batch for any backend, which passes each operation on to where it belongs: for a client that gets no answer from the
 * head itself. It is answered by an {@link OpsReply}.
 *
 * @param batch with identities of its client's own, which make its calls repeats of those that the head may have got
 */
public record DetourRequest(OpsRequest batch) implements BackendRequest {
}
