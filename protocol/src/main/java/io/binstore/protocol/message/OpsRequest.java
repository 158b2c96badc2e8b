package io.binstore.protocol.message;

import io.binstore.protocol.model.ClientId;
import java.util.List;

/**
 * A batch of independent operations for one backend; none is passed on; see {@link DetourRequest}.
 *
 * @param client who calls
 * @param lowest the client's lowest unanswered sequence as this attempt is sent
 * @param waitMillis after this long calls that still wait are answered {@code NOT_READY} or {@code PENDING}
 */
public record OpsRequest(ClientId client, long lowest, long waitMillis, List<Call> calls)
        implements BackendRequest {

    /** At most this many operations in a batch. */
    public static final int CALLS_MAX = 1_000;

    public OpsRequest {
        calls = List.copyOf(calls);
    }
}
