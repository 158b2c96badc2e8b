package io.binstore.protocol.message;

/**
 * A backend's health.
 *
 * @param cluster 0 before there is a view
 * @param epoch 0 before there is a view
 * @param bytes memory held by replicas and learners
 * @param clock the highest clock number answered or heard of, unsigned
 */
public record HealthReply(long incarnation, long cluster, long epoch, State state, int heads,
        int middles, int tails,
        int learners, long bytes, long bytesLimit, long clock) implements Reply {

    /** What a backend is to its cluster. */
    public enum State {
        /** It has no view. */
        FRESH,
        /** Its active view lists it. */
        MEMBER,
        /** It has been told to stop and waits to be emptied. */
        LEAVING
    }
}
