package io.binstore.protocol.message;

/**
 * The request was not for this node, or came at the wrong time; it changed nothing (I10).
 *
 * @param reason what is wrong with it
 * @param incarnation the incarnation that answers, 0 for a keeper
 * @param cluster the cluster id known here, or 0
 * @param epoch the epoch active here, or 0
 * @param detail for people
 */
public record Rejected(Reason reason, long incarnation, long cluster, long epoch, String detail)
        implements Reply {

    /** Why, and what the sender should do next. */
    public enum Reason {
        /** Another incarnation answers at this address: the one that was meant is dead. */
        WRONG_INCARNATION,
        /** Another cluster's message: report it, do not repeat it. */
        WRONG_CLUSTER,
        /** This node knows a newer view, term or order: fetch it. */
        OUTDATED,
        /** This node knows less than the sender: pass the view on, then try again. */
        NOT_YET,
        /** A bound is reached: try again later. */
        BUSY,
        /** The message makes no sense to this node. */
        INVALID
    }
}
