package io.binstore.protocol.model;

import java.util.List;

/**
 * The ordered replicas of one partition, head first and tail last.
 *
 * @param version the epoch in which the replicas last changed
 * @param origin the epoch in which this partition's history began: the first view's, or that of the view which gave
 *         the partition a new empty chain after all its replicas had died
 * @param replicas head to tail; empty only while no live member can hold the partition
 * @param learners indexes of members that are being filled and are not in the chain yet
 */
public record Chain(long version, long origin, List<Replica> replicas, List<Integer> learners) {

    public Chain {
        replicas = List.copyOf(replicas);
        learners = List.copyOf(learners);
    }

    /** The place of a member in the chain, 0 for the head, or -1. */
    public int positionOf(int member) {
        for (int i = 0; i < replicas.size(); i++) {
            if (replicas.get(i).member() == member) {
                return i;
            }
        }
        return -1;
    }

    public boolean contains(int member) {
        return positionOf(member) >= 0;
    }

    public int head() {
        return replicas.get(0).member();
    }

    public int tail() {
        return replicas.get(replicas.size() - 1).member();
    }
}
