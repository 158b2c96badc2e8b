package io.binstore.keeper.core;

import io.binstore.protocol.message.ActivateReply;
import io.binstore.protocol.message.ActivateRequest;
import io.binstore.protocol.message.Addressee;
import io.binstore.protocol.message.HealthReply;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.View;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Step 4 of the lead's way: makes the base active at its members, and tells those left out of it,
 * but these only when it is active at a quorum of its own members: until then their votes may be
 * needed.
 */
final class Spread {

    private static final long RETRY_NANOS = 100_000_000L;

    private final List<String> addresses;
    private final Courier courier;
    private final FailureDetector detector;
    private final Prober prober;
    private final Ballot ballot;
    private final Map<Integer, Attempt> attempts = new TreeMap<>();
    private final Map<Integer, ActivateReply> heard = new TreeMap<>();
    private final long term;
    private long epoch;

    Spread(List<String> addresses, Courier courier, FailureDetector detector, Prober prober,
            Ballot ballot, long term) {
        this.addresses = addresses;
        this.courier = courier;
        this.detector = detector;
        this.prober = prober;
        this.ballot = ballot;
        this.term = term;
    }

    void turn(View base, boolean settled, long nowNanos) {
        boolean lives = ballot.clusterLives();
        if (!lives) {
            KeeperProbe.TELLS_NOBODY_OF_A_CLUSTER_THAT_MAY_BE_OVER.hit();
        }
        for (Member member : base.members()) {
            if (lives && !detector.dead(member.incarnation()) && activeAt(member) < base.epoch()) {
                tell(member.index(), member.incarnation(), base, nowNanos);
            }
        }
        if (settled) {
            tellLeftOut(base, nowNanos);
        }
    }

    /** Tells those that have an older view and are not in this one. */
    void tellLeftOut(View base, long nowNanos) {
        for (int index = 0; index < addresses.size(); index++) {
            tellLeftOut(index, base, nowNanos);
        }
    }

    /** The highest epoch known to be active at a member. */
    long activeAt(Member member) {
        long epoch = 0;
        Promise promise = ballot.promise(member.index());
        if (promise != null && promise.incarnation() == member.incarnation()) {
            epoch = promise.epoch();
        }
        ActivateReply reply = heard.get(member.index());
        if (reply != null && reply.incarnation() == member.incarnation()) {
            epoch = Math.max(epoch, reply.epoch());
        }
        return epoch;
    }

    private void tellLeftOut(int index, View base, long nowNanos) {
        Promise promise = ballot.promise(index);
        HealthReply health = prober.healthLately(index, nowNanos);
        if (promise != null
                && leftOut(base, index, promise.incarnation(), base.cluster(), promise.epoch())) {
            KeeperProbe.VOTER_WAS_LEFT_OUT.hit();
            tell(index, promise.incarnation(), base, nowNanos);
        } else if (health != null
                && leftOut(base, index, health.incarnation(), health.cluster(), health.epoch())) {
            KeeperProbe.ONE_THAT_WAS_LEFT_OUT_IS_BACK.hit();
            tell(index, health.incarnation(), base, nowNanos);
        }
    }

    /**
     * One that has an older view and is not listed by this one; dead or not, if it answers it must
     * learn.
     */
    private boolean leftOut(View base, int index, long incarnation, long cluster, long epoch) {
        return epoch > 0 && epoch < base.epoch() && cluster == base.cluster()
                && !base.contains(index, incarnation);
    }

    private void tell(int index, long incarnation, View base, long nowNanos) {
        if (base.epoch() != epoch) {
            // A call with the view before that hangs keeps nobody from hearing of this one.
            attempts.clear();
            epoch = base.epoch();
        }
        Attempt attempt = attempts.computeIfAbsent(index,
                i -> courier.attempt("member told late", nowNanos + RETRY_NANOS));
        if (!attempt.due(nowNanos)) {
            return;
        }
        ActivateRequest request =
                new ActivateRequest(new Addressee(base.cluster(), incarnation), base, term);
        courier.call(addresses.get(index), request, attempt.begin(), answer -> {
            if (answer.reply() instanceof ActivateReply reply) {
                attempt.answered(
                        answer.atNanos() + (reply.epoch() >= base.epoch() ? 0 : RETRY_NANOS));
                heard.put(index, reply);
                ballot.renew(index);
            } else {
                KeeperProbe.VIEW_NOT_TAKEN.hit();
                attempt.failed(answer.sentNanos() + RETRY_NANOS);
            }
        });
    }
}
