package io.binstore.keeper.core;

/**
 * Something that happened to the cluster, as one keeper saw it.
 *
 * @param sequence from 1, without gaps
 * @param nanos when, on this keeper's ticker
 * @param epoch the newest view known then, 0 without one
 * @param subject whom it is about: an address, or "cluster"
 * @param detail for people
 */
public record Event(long sequence, long nanos, Kind kind, long epoch, String subject,
        String detail) {

    /** What happened. */
    public enum Kind {
        /** A cluster was founded. */
        FOUNDED,
        /** Founding waits for somebody who does not answer. */
        FOUNDING_BLOCKED,
        /** A backend became a member. */
        JOINED,
        /** An incarnation is certified dead; the detail names the evidence. */
        DIED,
        /** A member was removed from the view though nothing certifies its death. */
        REMOVED,
        /** A view was chosen. */
        VIEW_CHANGED,
        /** Another keeper leads, or nobody does. */
        LEAD_CHANGED,
        /** Learners became replicas. */
        MIGRATED,
        /** Partitions lost all their replicas, or the cluster all its members. */
        LOST,
        /** A message of another cluster was refused. */
        FOREIGN_CLUSTER
    }
}
