package io.binstore.protocol.message;

/**
 * What became of one {@link Append}.
 *
 * @param last the last index applied here: the sender goes on from there
 * @param committed the highest index known to be committed here
 * @param full this replica, or one behind it, has reached its memory limit
 */
public record AppendAck(int partition, long version, Code code, long last, long committed,
        boolean full) {

    /** What the sender should do next. */
    public enum Code {
        /** Applied, or had it. */
        APPLIED,
        /** Something is missing before the first entry: send from {@code last} on. */
        GAP,
        /** The sender's chain version is older than this one's: look for the newer view. */
        OUTDATED,
        /** This node has not adopted the sender's view yet: pass it on. */
        NOT_YET,
        /** Adopted, but waiting for old read leases, or being filled: send again a little later. */
        WAIT
    }
}
