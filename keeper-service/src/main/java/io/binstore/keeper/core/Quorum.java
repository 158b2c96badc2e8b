package io.binstore.keeper.core;

import java.util.Collection;
import java.util.Map;

/**
 * The quorum rule (protocol, section 3), as functions of votes.
 *
 * <p>
 * Votes map the incarnation that answered to the number of certificates of death that were known
 * when it was asked.
 */
final class Quorum {

    private Quorum() {
    }

    /** A majority of the members, or everyone of them who is not certified dead. */
    static boolean reached(Collection<Long> members, Map<Long, Long> votes, Deaths deaths) {
        if (majority(members, votes)) {
            return true;
        }
        boolean reached = everyLive(members, votes, deaths);
        if (reached) {
            KeeperProbe.QUORUM_OF_ALL_THE_LIVING.hit();
        }
        return reached;
    }

    static boolean majority(Collection<Long> members, Map<Long, Long> votes) {
        int count = 0;
        for (long member : members) {
            if (votes.containsKey(member)) {
                count++;
            }
        }
        return 2 * count > members.size();
    }

    /** Nobody missing, dead or alive: what founding needs. */
    static boolean all(Collection<Long> members, Map<Long, Long> votes) {
        return !members.isEmpty() && votes.keySet().containsAll(members);
    }

    /**
     * Everyone who is not certified dead, somebody at least, and each asked after the last
     * certificate used: an older answer says nothing about what happened before those deaths.
     */
    static boolean everyLive(Collection<Long> members, Map<Long, Long> votes, Deaths deaths) {
        long lastUsed = lastCertificate(members, deaths);
        int count = 0;
        for (long member : members) {
            if (deaths.dead(member)) {
                continue;
            }
            Long askedAt = votes.get(member);
            if (askedAt == null) {
                return false;
            }
            if (askedAt < lastUsed) {
                KeeperProbe.VOTE_TOO_OLD_FOR_A_QUORUM.hit();
                return false;
            }
            count++;
        }
        return count > 0;
    }

    /**
     * The newest certificate about any of the members, 0 without one: votes asked for before it
     * must be renewed.
     */
    static long lastCertificate(Collection<Long> members, Deaths deaths) {
        long last = 0;
        for (long member : members) {
            last = Math.max(last, deaths.certifiedAt(member));
        }
        return last;
    }
}
