package io.binstore.protocol.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who stores what: one element of the sequence of configurations that the cluster goes through.
 *
 * @param cluster the id drawn when the cluster was founded, never 0
 * @param epoch 1 for the first view, one more for each next
 * @param members sorted by index, one incarnation of a backend each
 * @param chains one per partition
 * @param dead the members that were certified dead, or knew that they held nothing, when they were dropped, newest last, at
 *         most {@value #DEAD_MAX}: nobody needs to wait for read leases given to them
 * @param lost how many times a partition has lost all its replicas since the cluster was founded
 */
public record View(long cluster, long epoch, List<Member> members, List<Chain> chains,
        List<Member> dead,
        long lost) {

    public static final int DEAD_MAX = 32;

    public View {
        members = List.copyOf(members);
        chains = List.copyOf(chains);
        dead = List.copyOf(dead);
    }

    /** The member with this index, or null. */
    public @Nullable Member member(int index) {
        int low = 0;
        int high = members.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Member member = members.get(middle);
            if (member.index() == index) {
                return member;
            }
            if (member.index() < index) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }

    /** Whether this very incarnation is a member. */
    public boolean contains(int index, long incarnation) {
        Member member = member(index);
        return member != null && member.incarnation() == incarnation;
    }

    public boolean isDead(long incarnation) {
        for (Member member : dead) {
            if (member.incarnation() == incarnation) {
                return true;
            }
        }
        return false;
    }

    public Partitioning partitioning() {
        return new Partitioning(chains.size());
    }

    /** A short form for logs: no chains. */
    @Override
    public String toString() {
        return "View[cluster=" + Long.toHexString(cluster) + ", epoch=" + epoch + ", members="
                + members + ", lost="
                + lost + "]";
    }
}
