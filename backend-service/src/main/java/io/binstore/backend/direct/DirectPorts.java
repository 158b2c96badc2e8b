package io.binstore.backend.direct;

import io.binstore.backend.http.Admission;
import io.binstore.backend.http.CallTimers;
import io.binstore.backend.http.DirectNode;

/**
 * What all direct connections share.
 *
 * @param callers bounds storage calls
 * @param peers bounds the messages of other processes, so that callers cannot crowd them out
 */
public record DirectPorts(DirectNode node, Admission callers, Admission peers, CallTimers timers,
        ViewFrames views, ReplyEncoder encoder) {
}
