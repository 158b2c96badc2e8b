package io.binstore.protocol.message;

import io.binstore.protocol.operation.Result;
import java.util.List;

/**
 * The results in the order of the calls.
 *
 * @param epoch the epoch active at the backend as it answered, 0 if it has no view
 */
public record OpsReply(long epoch, List<Result> results) implements Reply {

    public OpsReply {
        results = List.copyOf(results);
    }
}
