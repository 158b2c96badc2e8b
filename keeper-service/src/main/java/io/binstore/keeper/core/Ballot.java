package io.binstore.keeper.core;

import io.binstore.protocol.message.AcceptedView;
import io.binstore.protocol.message.Addressee;
import io.binstore.protocol.message.LeaseReply;
import io.binstore.protocol.message.LeaseRequest;
import io.binstore.protocol.message.Rejected;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Step 1 of the lead's way: asks every configured backend for its vote under one term, and keeps
 * the answers.
 *
 * <p>
 * Each backend is asked until it answers, then again at every renewal of the lease, and at once
 * when its answer has become too old to count: after a newer certificate of death, or after it
 * adopted the base.
 */
final class Ballot {

    private static final long RETRY_NANOS = 100_000_000L;
    /** How often absent backends are asked before there is a cluster. */
    private static final long NEWCOMER_NANOS = 250_000_000L;

    private final KeeperSettings settings;
    private final Candidate candidate;
    private final Courier courier;
    private final FailureDetector detector;
    private final LeadElection election;
    private final KnownView known;
    private final List<Attempt> attempts = new ArrayList<>();
    private final Map<Integer, Promise> promises = new TreeMap<>();
    private final LeadLeases leases;
    private final Map<Integer, Long> foreigners = new TreeMap<>();
    private long newestNanos;
    private @Nullable Deposed deposed;

    Ballot(KeeperSettings settings, Candidate candidate, Courier courier, FailureDetector detector,
            LeadElection election, KnownView known, LeadLeases leases) {
        this.leases = leases;
        this.settings = settings;
        this.candidate = candidate;
        this.courier = courier;
        this.detector = detector;
        this.election = election;
        this.known = known;
        for (int i = 0; i < settings.backends().size(); i++) {
            attempts.add(new Attempt());
        }
        newestNanos = candidate.sinceNanos();
    }

    void turn(long nowNanos) {
        for (int index = 0; index < attempts.size(); index++) {
            dropIfReplaced(index, nowNanos);
            if (attempts.get(index).due(nowNanos)) {
                ask(index, attempts.get(index), nowNanos);
            }
        }
    }

    /** Why this term is over, or null. */
    @Nullable
    Deposed deposed() {
        return deposed;
    }

    /** Reports that a backend refused this term in another message. */
    void outvoted(long promisedTerm) {
        election.sawTerm(promisedTerm);
        if (promisedTerm > candidate.term()) {
            KeeperProbe.PROPOSAL_MEETS_A_NEWER_TERM.hit();
            deposed = new Deposed("a backend promised term " + promisedTerm,
                    settings.timing().staggerNanos());
        }
    }

    /** The newest answer of each backend that granted. */
    List<Promise> promises() {
        return List.copyOf(promises.values());
    }

    @Nullable
    Promise promise(int index) {
        return promises.get(index);
    }

    /** The votes of those that have this very epoch active. */
    Map<Long, Long> votes(long epoch) {
        Map<Long, Long> votes = new LinkedHashMap<>();
        for (Promise promise : promises.values()) {
            if (promise.epoch() == epoch) {
                votes.put(promise.incarnation(), promise.version());
            }
        }
        return votes;
    }

    /**
     * The newest view that any of them accepted, by epoch, then by term; null without one above the
     * epoch.
     *
     * @param counts whether a view may still have been chosen
     */
    @Nullable
    AcceptedView newestAccepted(long aboveEpoch, Predicate<View> counts) {
        AcceptedView best = null;
        for (Promise promise : promises.values()) {
            AcceptedView accepted = promise.accepted();
            if (accepted != null && accepted.view().epoch() > aboveEpoch
                    && counts.test(accepted.view())
                    && (best == null || accepted.view().epoch() > best.view().epoch()
                            || accepted.view().epoch() == best.view().epoch()
                                    && accepted.term() > best.term())) {
                best = accepted;
            }
        }
        return best;
    }

    /**
     * Whether every configured backend has answered under this term, or nothing runs at its
     * address.
     */
    boolean heardAll() {
        for (int index = 0; index < attempts.size(); index++) {
            if (!answered(index)
                    && !detector.absentSince(settings.backends().get(index),
                            candidate.sinceNanos())) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether the incarnation that is known to run at this address has answered under this term.
     */
    boolean answered(int index) {
        return promises.containsKey(index) || foreigners.containsKey(index);
    }

    /**
     * Whether the cluster of the known view goes on, as far as this term has heard: somebody who has adopted a view of it
     * has answered, or everybody configured has, and nobody belongs to another one. One that was founded elsewhere shows
     * that whoever had adopted anything here is gone: those without a view are not to be told of it any more.
     */
    boolean clusterLives() {
        return somebodyAdopted() || heardAll() && foreigners.isEmpty();
    }

    /**
     * Whether this member of the known view answered that it has none, as everybody who has one is gone and there is another
     * cluster.
     */
    boolean outlives(Member member) {
        Promise promise = promises.get(member.index());
        return promise != null && promise.incarnation() == member.incarnation()
                && !foreigners.isEmpty() && !somebodyAdopted() && heardAll();
    }

    private boolean somebodyAdopted() {
        return promises.values().stream().anyMatch(promise -> promise.epoch() > 0);
    }

    /** When somebody last answered for the first time. */
    long newestNanos() {
        return newestNanos;
    }

    /** Asks those again, whose answers were asked for before that many certificates were known. */
    void renewBefore(long version) {
        for (Promise promise : promises.values()) {
            if (promise.version() < version) {
                KeeperProbe.VOTE_IS_OLDER_THAN_A_CERTIFICATE.hit();
                attempts.get(promise.index()).hurry();
            }
        }
    }

    /** Asks this backend again at once: it has something new to say. */
    void renew(int index) {
        attempts.get(index).hurry();
    }

    private void dropIfReplaced(int index, long nowNanos) {
        Promise promise = promises.get(index);
        if (promise != null && detector.dead(promise.incarnation())) {
            KeeperProbe.VOTE_OF_THE_DEAD_DROPPED.hit();
            promises.remove(index);
            attempts.get(index).hurry();
        }
        Long foreigner = foreigners.get(index);
        if (foreigner != null && detector.dead(foreigner)) {
            KeeperProbe.BACKEND_OF_ANOTHER_CLUSTER_DIED.hit();
            foreigners.remove(index);
            attempts.get(index).hurry();
        }
    }

    private void ask(int index, Attempt attempt, long nowNanos) {
        LeaseRequest request = new LeaseRequest(new Addressee(known.cluster(), 0),
                candidate.index(), candidate.id(),
                candidate.term(), settings.timing().leaseNanos() / 1_000_000, known.epoch(),
                election.ended(nowNanos));
        courier.call(settings.backends().get(index), request, attempt.begin(),
                answer -> heard(index, attempt, answer));
    }

    private void heard(int index, Attempt attempt, Answer answer) {
        long again = answer.sentNanos() + RETRY_NANOS;
        switch (answer.reply()) {
            case LeaseReply lease when lease.granted() -> {
                attempt.answered(answer.sentNanos() + settings.timing().renewNanos());
                granted(index, lease, answer);
            }
            case LeaseReply lease -> {
                attempt.answered(again);
                refused(lease, answer);
            }
            case Rejected rejected when rejected.reason() == Rejected.Reason.WRONG_CLUSTER -> {
                attempt.answered(answer.sentNanos() + settings.timing().renewNanos());
                foreign(index, rejected.incarnation());
            }
            case null, default -> {
                if (answer.refused()) {
                    attempt.answered(answer.sentNanos() + pauseAfterRefusal(index));
                } else {
                    attempt.failed(again);
                }
            }
        }
    }

    /**
     * Short until the refusals are evidence of absence under this term, and as long as there is no
     * cluster.
     */
    private long pauseAfterRefusal(int index) {
        String address = settings.backends().get(index);
        if (!detector.absentSince(address, candidate.sinceNanos())
                || !detector.refusedSince(address, newestNanos)) {
            return RETRY_NANOS;
        }
        return known.view() == null ? NEWCOMER_NANOS : settings.timing().renewNanos();
    }

    private void granted(int index, LeaseReply lease, Answer answer) {
        if (detector.dead(lease.incarnation())) {
            KeeperProbe.GRANT_OF_THE_DEAD_IGNORED.hit();
            return;
        }
        if (known.foreign(lease.cluster())) {
            foreign(index, lease.incarnation());
            return;
        }
        Promise before = promises.get(index);
        if (before == null || before.incarnation() != lease.incarnation()) {
            newcomer(answer.atNanos());
        }
        foreigners.remove(index);
        leases.granted(index, lease.incarnation(), answer.sentNanos());
        promises.put(index,
                new Promise(index, lease.incarnation(), answer.version(), lease.activeEpoch(),
                        shared(lease.accepted()), answer.sentNanos()));
        if (lease.active() != null) {
            KeeperProbe.VIEW_LEARNED_FROM_A_VOTE.hit();
            known.offer(lease.active(), answer.atNanos());
        }
    }

    /** Hundreds may have accepted the same view, and one copy of it is enough. */
    private @Nullable AcceptedView shared(@Nullable AcceptedView accepted) {
        if (accepted == null) {
            return null;
        }
        for (Promise promise : promises.values()) {
            if (accepted.equals(promise.accepted())) {
                return promise.accepted();
            }
        }
        return accepted;
    }

    /** Founding asks all those again that did not answer, before it goes by their absence. */
    private void newcomer(long nowNanos) {
        newestNanos = nowNanos;
        for (int index = 0; known.view() == null && index < attempts.size(); index++) {
            if (!answered(index)) {
                attempts.get(index).hurry();
            }
        }
    }

    private void refused(LeaseReply lease, Answer answer) {
        election.sawTerm(lease.promisedTerm());
        long until = answer.atNanos() + lease.leftMillis() * 1_000_000;
        election.holds(lease.holder(), lease.holderId(), lease.promisedTerm(), answer.atNanos(),
                until);
        if (lease.holder() >= 0 && lease.holder() < settings.keepers().size()
                && lease.holder() != candidate.index()) {
            detector.learn(settings.keepers().get(lease.holder()), lease.holderId(),
                    answer.atNanos());
        }
        if (lease.promisedTerm() >= candidate.term()) {
            KeeperProbe.BACKEND_PROMISED_ANOTHER_TERM.hit();
            deposed = new Deposed("a backend promised term " + lease.promisedTerm(),
                    settings.timing().staggerNanos());
        } else {
            KeeperProbe.BACKEND_STILL_LEASED_TO_ANOTHER.hit();
        }
    }

    private void foreign(int index, long incarnation) {
        KeeperProbe.BACKEND_IS_OF_ANOTHER_CLUSTER.hit();
        promises.remove(index);
        foreigners.put(index, incarnation);
    }
}
