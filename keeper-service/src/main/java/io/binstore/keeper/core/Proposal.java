package io.binstore.keeper.core;

import io.binstore.protocol.message.AcceptedView;
import io.binstore.protocol.message.Addressee;
import io.binstore.protocol.message.ProposeReply;
import io.binstore.protocol.message.ProposeRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Step 3 of the lead's way: one view under one term, sent to its acceptors until it is chosen.
 *
 * <p>
 * Only acceptors that have promised the term are asked; the others join in as they promise.
 */
final class Proposal {

    private static final long RETRY_NANOS = 100_000_000L;

    /** Whose acceptances choose a view. */
    enum Rule {
        /** The successor of a view: a quorum of that one's members. */
        QUORUM,
        /** A first view: every backend leased. */
        ALL,
        /**
         * A first view left behind by another founder: all of its members that are not certified
         * dead.
         */
        EVERY_LIVE
    }

    private final AcceptedView value;
    private final Rule rule;
    private final Candidate candidate;
    private final Courier courier;
    private final Ballot ballot;
    private final List<String> addresses;
    private final Map<Long, Long> acceptances = new LinkedHashMap<>();
    private final Map<Integer, Attempt> attempts = new TreeMap<>();

    Proposal(AcceptedView value, Rule rule, Candidate candidate, Courier courier, Ballot ballot,
            List<String> addresses) {
        this.value = value;
        this.rule = rule;
        this.candidate = candidate;
        this.courier = courier;
        this.ballot = ballot;
        this.addresses = addresses;
    }

    AcceptedView value() {
        return value;
    }

    long epoch() {
        return value.view().epoch();
    }

    /** Sends it to everyone whose acceptance is missing or too old to count. */
    void turn(long nowNanos, Deaths deaths) {
        long lastUsed = Quorum.lastCertificate(value.acceptors(), deaths);
        for (Promise promise : ballot.promises()) {
            Long acceptedAt = acceptances.get(promise.incarnation());
            boolean missing = acceptedAt == null || !majority() && acceptedAt < lastUsed;
            Attempt attempt = attempts.computeIfAbsent(promise.index(),
                    index -> courier.attempt("smallest quorum", nowNanos + RETRY_NANOS));
            if (missing && value.acceptors().contains(promise.incarnation())
                    && attempt.due(nowNanos)) {
                propose(promise, attempt);
            }
        }
    }

    boolean chosen(Deaths deaths) {
        return switch (rule) {
            case QUORUM -> Quorum.reached(value.acceptors(), acceptances, deaths);
            case ALL -> Quorum.all(value.acceptors(), acceptances);
            case EVERY_LIVE -> Quorum.everyLive(value.acceptors(), acceptances, deaths);
        };
    }

    /** Whether it can never be chosen under this term. */
    boolean hopeless(Deaths deaths) {
        return switch (rule) {
            case ALL -> value.acceptors().stream()
                    .anyMatch(each -> deaths.dead(each) && !acceptances.containsKey(each));
            case EVERY_LIVE -> value.acceptors().stream().allMatch(deaths::dead);
            // A cluster whose members are all dead is forgotten as a whole.
            case QUORUM -> false;
        };
    }

    private boolean majority() {
        return rule == Rule.QUORUM && Quorum.majority(value.acceptors(), acceptances);
    }

    private void propose(Promise to, Attempt attempt) {
        ProposeRequest request =
                new ProposeRequest(new Addressee(value.view().cluster(), to.incarnation()),
                        candidate.id(), value);
        courier.call(addresses.get(to.index()), request, attempt.begin(), answer -> {
            if (answer.reply() instanceof ProposeReply reply) {
                if (reply.accepted() && reply.incarnation() == to.incarnation()) {
                    attempt.answered(answer.atNanos());
                    acceptances.merge(to.incarnation(), answer.version(), Math::max);
                } else {
                    KeeperProbe.PROPOSAL_REFUSED.hit();
                    attempt.answered(answer.atNanos() + RETRY_NANOS);
                    ballot.outvoted(reply.promisedTerm());
                    ballot.renew(to.index());
                }
            } else {
                KeeperProbe.PROPOSAL_NOT_ANSWERED.hit();
                attempt.failed(answer.sentNanos() + RETRY_NANOS);
            }
        });
    }
}
