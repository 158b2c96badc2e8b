package io.binstore.backend.core;

import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.Replica;
import io.binstore.protocol.model.View;
import java.util.TreeMap;

/**
 * The read leases that this backend holds from its peers and has given to them (protocol, sections 6 and 7).
 *
 * <p>
 * A lease counts at the holder from the moment it asked and at the granter from the moment it answered, each by its own
 * clock and the granter's time longer by the drift allowed for, so that the holder stops first.
 */
final class ReadLeases {

    static final long HELD_NANOS = 2_000_000_000L;
    static final long DRIFT_PERCENT = 10;
    static final long GIVEN_NANOS = HELD_NANOS + HELD_NANOS * DRIFT_PERCENT / 100;

    private final TreeMap<Long, Held> held = new TreeMap<>();
    private final TreeMap<Long, Given> given = new TreeMap<>();

    /** @param epoch the granter's: the holder must have adopted that view before it uses the lease */
    private record Held(long untilNanos, long epoch) {
    }

    /**
     * @param untilNanos when the newest grant has run out
     * @param epoch the granter's own epoch at that grant
     * @param olderUntilNanos when the grants under the epochs before have run out
     * @param askedEpoch the highest epoch under which the peer has asked
     */
    private record Given(long untilNanos, long epoch, long olderUntilNanos, long askedEpoch) {
    }

    /** A peer granted what was asked for at a moment. */
    void hold(long granter, long grantedEpoch, long askedNanos) {
        held.put(granter, new Held(askedNanos + HELD_NANOS, grantedEpoch));
    }

    /** Whether a lease of this granter has not run out here. */
    boolean holds(long granter, long nowNanos) {
        Held lease = held.get(granter);
        return lease != null && lease.untilNanos - nowNanos > 0;
    }

    /** This backend, at an epoch, grants a peer that asked under another one. */
    void give(long holder, long askedEpoch, long ownEpoch, long nowNanos) {
        Given before = given.get(holder);
        long older = nowNanos;
        long asked = askedEpoch;
        if (before != null) {
            older = ownEpoch > before.epoch ? before.untilNanos : before.olderUntilNanos;
            asked = Math.max(asked, before.askedEpoch);
        }
        given.put(holder, new Given(nowNanos + GIVEN_NANOS, ownEpoch, older, asked));
    }

    /** Whether this backend may answer reads of a chain now. */
    boolean mayRead(View view, Chain chain, int self, long nowNanos) {
        for (Replica replica : chain.replicas()) {
            if (replica.member() != self) {
                Member peer = view.member(replica.member());
                Held lease = peer == null ? null : held.get(peer.incarnation());
                if (lease == null || lease.untilNanos - nowNanos <= 0) {
                    BackendProbe.READ_BLOCKED_FOR_WANT_OF_A_LEASE.hit();
                    return false;
                }
                if (lease.epoch > view.epoch()) {
                    BackendProbe.READ_BLOCKED_BY_A_LEASE_OF_A_VIEW_TO_COME.hit();
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * Whether no backend outside a chain can still answer its reads under a lease given before the chain changed: each
     * such lease has run out, or its holder is certified dead, or has asked under the chain's epoch and so knows of it.
     */
    boolean runOut(View view, Chain chain, long nowNanos) {
        for (var entry : given.entrySet()) {
            Given lease = entry.getValue();
            long untilNanos =
                    lease.epoch < chain.version() ? lease.untilNanos : lease.olderUntilNanos;
            if (untilNanos - nowNanos > 0 && !inside(view, chain, entry.getKey())) {
                if (lease.askedEpoch >= chain.version()) {
                    BackendProbe.OLD_LEASE_HOLDER_KNOWS_OF_THE_CHAIN.hit();
                } else if (view.isDead(entry.getKey())) {
                    BackendProbe.OLD_LEASE_OF_A_DEAD_MEMBER_NOT_AWAITED.hit();
                } else {
                    BackendProbe.CHAIN_WAITS_FOR_AN_OLD_LEASE.hit();
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean inside(View view, Chain chain, long incarnation) {
        for (Replica replica : chain.replicas()) {
            Member member = view.member(replica.member());
            if (member != null && member.incarnation() == incarnation) {
                return true;
            }
        }
        return false;
    }

    /** Forgets leases that have run out. */
    void prune(long nowNanos) {
        held.values().removeIf(lease -> lease.untilNanos - nowNanos <= 0);
        given.values().removeIf(
                lease -> lease.untilNanos - nowNanos <= 0 && lease.olderUntilNanos - nowNanos <= 0);
    }
}
