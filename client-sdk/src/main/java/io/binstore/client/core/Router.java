package io.binstore.client.core;

import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.Member;
import java.util.List;

/**
 * Chooses the member that a call goes to: mutations to the head, or around it to another that
 * passes them on; reads to all replicas in turn. Pure.
 */
final class Router {

    /** There is nobody to send to. */
    static final int NOWHERE = -1;

    /** What is remembered of members. */
    interface Memory {

        /** Whether the view lists this member. */
        boolean knows(int member);

        /** How long a member should still be spared, because it failed lately; 0 for not at all. */
        long sparedNanos(int member, long nowNanos);
    }

    private Router() {
    }

    static int forMutation(Chain chain, Memory memory) {
        return !chain.replicas().isEmpty() && memory.knows(chain.head()) ? chain.head() : NOWHERE;
    }

    /**
     * Who may pass a mutation on to a head that is silent here: others may reach it. Always the same
     * as long as that one answers, for calls to travel together.
     *
     * @param last where the attempt before went, to be chosen only if there is no other; or {@link
     *         #NOWHERE}
     */
    static int forDetour(List<Member> members, int head, Memory memory, int last, long nowNanos) {
        int best = NOWHERE;
        for (int i = 0; i < members.size() && (best == NOWHERE || best == last); i++) {
            int member = members.get((head + i) % members.size()).index();
            if (member != head && memory.sparedNanos(member, nowNanos) == 0) {
                best = member;
            }
        }
        return best;
    }

    /**
     * @param near a member to be preferred, or {@link #NOWHERE}
     * @param turn counts up from call to call
     * @param last where the attempt before went, to be chosen only if there is no other; or {@link
     *         #NOWHERE}
     */
    static int forRead(Chain chain, Memory memory, int near, int turn, int last, long nowNanos) {
        int replicas = chain.replicas().size();
        if (near != last && chain.contains(near) && memory.knows(near)
                && memory.sparedNanos(near, nowNanos) == 0) {
            return near;
        }
        int best = NOWHERE;
        long bestSparedNanos = 0;
        for (int i = 0; i < replicas; i++) {
            int member = chain.replicas().get(Math.floorMod(turn + i, replicas)).member();
            if (!memory.knows(member)) {
                continue;
            }
            long sparedNanos = memory.sparedNanos(member, nowNanos);
            if (best == NOWHERE || best == last
                    || member != last && sparedNanos < bestSparedNanos) {
                best = member;
                bestSparedNanos = sparedNanos;
            }
        }
        return best;
    }
}
