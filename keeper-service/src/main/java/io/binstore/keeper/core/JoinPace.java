package io.binstore.keeper.core;

import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.View;
import java.util.Set;
import java.util.TreeSet;

/**
 * How soon one view that takes newcomers in may follow another. Each has every member look its chains up anew, and what
 * was on its way to one newcomer may be to go to the next; so where hundreds come up one by one, they wait for each
 * other a little, the longer the more members there are.
 */
final class JoinPace {

    /** After a view with newcomers the next waits so long for each member that it has. */
    static final long NANOS_PER_MEMBER = 20_000_000L;

    private Set<Long> members = Set.of();
    private long epoch;
    private long grownNanos;
    private boolean grown;

    /** Looks whether newcomers have come with the newest view. */
    void notice(View base, long nowNanos) {
        if (base.epoch() != epoch) {
            Set<Long> present = new TreeSet<>();
            for (Member member : base.members()) {
                present.add(member.incarnation());
            }
            if (epoch != 0 && !members.containsAll(present)) {
                grown = true;
                grownNanos = nowNanos;
            }
            members = present;
            epoch = base.epoch();
        }
    }

    /** Whether a fresh backend may join the newest view now; who comes back to its place in it need not wait. */
    boolean admits(int index, View base, long nowNanos) {
        return !grown || base.member(index) != null
                || nowNanos - grownNanos >= NANOS_PER_MEMBER * base.members().size();
    }
}
