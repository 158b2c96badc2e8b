package io.binstore.protocol.message;

import java.util.List;

/**
 * A backend's health.
 *
 * @param cluster 0 before there is a view
 * @param epoch 0 before there is a view
 * @param bytes memory held by replicas and learners
 * @param clock the highest clock number answered or heard of, unsigned
 * @param orders how often it was told to leave, or to stay after all
 * @param unreachable indexes of backends that have not answered this one for seconds, rising
 */
public record HealthReply(long incarnation, long cluster, long epoch, State state, int heads,
        int middles, int tails,
        int learners, long bytes, long bytesLimit, long clock, long orders,
        List<Integer> unreachable)
        implements Reply {

    /** What a backend is to its cluster. */
    public enum State {
        /** It has no view. */
        FRESH,
        /** Its active view lists it. */
        MEMBER,
        /** It has been told to leave: it waits to be emptied, or it is. */
        LEAVING
    }
}
