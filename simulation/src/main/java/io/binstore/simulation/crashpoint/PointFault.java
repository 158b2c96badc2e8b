package io.binstore.simulation.crashpoint;

import io.binstore.simulation.world.World;

/** What befalls a process at one of its turns. */
public enum PointFault {
    /** It dies instead of taking the turn, and an empty one starts in its place some time later. */
    KILL(2 * World.SECOND),
    /** It dies, and an empty one is in its place before anybody can notice a gap. */
    REBIRTH(0),
    /** It dies in the midst of the turn, with only the first of the messages on their way that it sends then. */
    KILL_SENDING(2 * World.SECOND),
    /** It stands still instead of taking the turn, past every lease, and goes on. */
    PAUSE(12 * World.SECOND),
    /** It takes the turn, but an answer that it sends then is lost in silence. */
    LOST_REPLY(0);

    private final long lengthNanos;

    PointFault(long lengthNanos) {
        this.lengthNanos = lengthNanos;
    }

    /** How long after the turn everything is as it was. */
    public long lengthNanos() {
        return lengthNanos;
    }
}
