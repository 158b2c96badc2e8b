package io.binstore.keeper.core;

import io.binstore.protocol.message.AcceptedView;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.View;
import io.binstore.protocol.runtime.Invariants;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lead's way from one view to the next, under one term (protocol, section 4).
 *
 * <pre>
 * ASKING     no view is known; founding decides on a first one  -> PROPOSING
 * ASKING     the base is active at a quorum that promised       -> READY
 * READY      somebody accepted a successor of the base          -> PROPOSING, it unchanged
 * READY      somebody accepted a view above that                -> ASKING: the base must move
 * READY      the planner has a next view                        -> PROPOSING
 * PROPOSING  a quorum has accepted: it is chosen, the new base  -> ASKING
 * PROPOSING  a founding member died before it accepted          -> over: another term
 * any        a newer view turns up as active                    -> ASKING, with that base
 * </pre>
 *
 * <p>
 * The base is told to its members all the time; whoever asks finds {@link #ready} false until it is
 * settled.
 */
final class ViewChange {

    private static final Logger LOG = LoggerFactory.getLogger(ViewChange.class);

    private final Candidate candidate;
    private final List<String> addresses;
    private final Courier courier;
    private final FailureDetector detector;
    private final KnownView known;
    private final Ballot ballot;
    private final Founding founding;
    private final Spread spread;
    private @Nullable Proposal proposal;
    private long proposedEpoch;
    private boolean ready;

    ViewChange(Candidate candidate, KeeperSettings settings, Courier courier,
            FailureDetector detector,
            KnownView known, Ballot ballot, Prober prober) {
        this.candidate = candidate;
        this.addresses = settings.backends();
        this.courier = courier;
        this.detector = detector;
        this.known = known;
        this.ballot = ballot;
        this.founding = new Founding(settings, detector, candidate);
        this.spread = new Spread(addresses, courier, detector, prober, ballot, candidate.term());
    }

    /**
     * One turn.
     *
     * @param newCluster the id for a cluster that may have to be founded
     * @param planner from the base to the next view, or null if nothing has to change
     */
    void turn(long nowNanos, long newCluster, Function<View, @Nullable View> planner) {
        View base = known.view();
        ready = false;
        if (base == null) {
            View extinct = known.extinct();
            if (extinct != null) {
                KeeperProbe.SURVIVORS_OF_AN_EXTINCT_VIEW_ARE_TOLD.hit();
                spread.tellLeftOut(extinct, nowNanos);
            }
            found(newCluster, nowNanos);
        } else {
            boolean settled = settled(base);
            spread.turn(base, settled, nowNanos);
            if (proposal != null && proposal.epoch() <= base.epoch()) {
                KeeperProbe.PROPOSAL_OVERTAKEN_BY_A_CHOSEN_VIEW.hit();
                proposal = null;
            }
            ready = settled && usable(base);
            if (settled && !ready) {
                KeeperProbe.BASE_NOT_USABLE_WHILE_SOMEBODY_IS_SILENT.hit();
            }
            if (ready && proposal == null) {
                next(base, planner, nowNanos);
            }
        }
        Proposal current = proposal;
        if (current != null) {
            current.turn(nowNanos, detector);
            if (current.chosen(detector)) {
                chosen(current, nowNanos);
            }
        }
    }

    /**
     * Whether the known view serves as a base under this term, so that orders under it make sense.
     */
    boolean ready() {
        return ready;
    }

    /** Whether a view is on its way to being chosen. */
    boolean proposing() {
        return proposal != null;
    }

    /** The highest epoch known to be active at a member. */
    long activeAt(Member member) {
        return spread.activeAt(member);
    }

    /** Whether this term can lead nowhere any more. */
    boolean hopeless() {
        return proposal != null && proposal.hopeless(detector);
    }

    /** Whether these are a quorum of the known view's members. */
    boolean holdsQuorum(Map<Long, Long> granters) {
        View base = known.view();
        return base != null && Quorum.reached(incarnations(base), granters, detector);
    }

    /** The address that founding waits for, or null. */
    @Nullable
    String foundingBlockedBy(long nowNanos) {
        return known.view() == null && proposal == null ? founding.blockedBy(ballot, nowNanos)
                : null;
    }

    /**
     * Step 5: the base is active at a quorum of its own members, and they have promised the term.
     */
    private boolean settled(View base) {
        List<Long> members = incarnations(base);
        Map<Long, Long> votes = ballot.votes(base.epoch());
        if (Quorum.reached(members, votes, detector)) {
            return true;
        }
        ballot.renewBefore(Quorum.lastCertificate(members, detector));
        return false;
    }

    /**
     * A quorum by certificates serves for a base only if nobody configured is silent under this
     * term.
     */
    private boolean usable(View base) {
        return Quorum.majority(incarnations(base), ballot.votes(base.epoch())) || ballot.heardAll();
    }

    /**
     * Whether all who may accept a view, and have not died, have promised this term with an older
     * epoch active. Whoever had adopted the view before it, of which they are the members, is dead
     * then: without that one nobody would have proposed a next one.
     */
    private boolean settles(AcceptedView left, long activeEpoch, long nowNanos) {
        for (List<Member> known : List.of(left.view().members(), left.view().dead())) {
            known.forEach(each -> detector.learn(each.address(), each.incarnation(), nowNanos));
        }
        return left.acceptors().stream().anyMatch(detector::dead)
                && Quorum.everyLive(left.acceptors(), ballot.votes(activeEpoch), detector)
                && ballot.heardAll();
    }

    private void found(long newCluster, long nowNanos) {
        if (proposal == null) {
            Founding.Decision decision =
                    founding.decide(ballot, newCluster, known.extinct(), nowNanos);
            if (decision != null) {
                propose(decision.value(), decision.rule(), nowNanos);
            }
        }
    }

    /** Step 2, and what follows from it. */
    private void next(View base, Function<View, @Nullable View> planner, long nowNanos) {
        // Another cluster's view may be left where somebody never heard that this one had begun.
        AcceptedView left = ballot.newestAccepted(base.epoch(),
                view -> view.cluster() == base.cluster());
        List<Long> acceptors = incarnations(base);
        if (left != null) {
            if (left.view().epoch() == base.epoch() + 1) {
                KeeperProbe.PROPOSAL_LEFT_BY_ANOTHER_IS_ADOPTED.hit();
                propose(new AcceptedView(left.view(), candidate.term(), acceptors),
                        Proposal.Rule.QUORUM,
                        nowNanos);
            } else if (settles(left, base.epoch(), nowNanos)) {
                // Whoever had adopted the view between is dead. Its members are the acceptors, so
                // the one left above it is finished by their quorum, as if it were the base.
                KeeperProbe.PROPOSAL_ABOVE_A_LOST_VIEW_IS_ADOPTED.hit();
                propose(new AcceptedView(left.view(), candidate.term(), left.acceptors()),
                        Proposal.Rule.QUORUM, nowNanos);
            }
            // Else this lead goes on asking, and overwrites nothing.
            return;
        }
        View planned = planner.apply(base);
        if (planned != null) {
            Invariants.check(planned.epoch() == base.epoch() + 1, "a planned view follows its base",
                    "planned",
                    planned.epoch(), "base", base.epoch());
            propose(new AcceptedView(planned, candidate.term(), acceptors), Proposal.Rule.QUORUM,
                    nowNanos);
        }
    }

    private void propose(AcceptedView value, Proposal.Rule rule, long nowNanos) {
        long epoch = value.view().epoch();
        Invariants.check(epoch > proposedEpoch, "one view per epoch under one term (I1)", "epoch",
                epoch,
                "proposed", proposedEpoch, "term", candidate.term());
        proposedEpoch = epoch;
        // A founder's left view may name incarnations that this keeper has never heard of and that
        // are gone.
        value.view().members().forEach(
                member -> detector.learn(member.address(), member.incarnation(), nowNanos));
        proposal = new Proposal(value, rule, candidate, courier, ballot, addresses);
        LOG.info("term {} proposes epoch {} with {} members", candidate.term(), epoch,
                value.view().members().size());
    }

    private void chosen(Proposal won, long nowNanos) {
        if (won.epoch() == 1) {
            KeeperProbe.CLUSTER_IS_FOUNDED.hit();
        }
        LOG.info("term {} chose epoch {}", candidate.term(), won.epoch());
        proposal = null;
        known.offer(won.value().view(), nowNanos);
        View base = known.view();
        if (base != null) {
            spread.turn(base, false, nowNanos);
        }
    }

    static List<Long> incarnations(View view) {
        List<Long> incarnations = new ArrayList<>(view.members().size());
        for (Member member : view.members()) {
            incarnations.add(member.incarnation());
        }
        return incarnations;
    }
}
