package io.binstore.keeper.core;

import io.binstore.protocol.message.AcceptedView;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.View;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides about the first view (protocol, section 4), when nobody who answers has a view.
 *
 * <pre>
 * asking    all answered, or refused after the last newcomer  -> resolved
 * resolved  somebody accepted a view once                     -> finish the newest one, as it is
 * resolved  otherwise                                         -> found; all that answered accept
 * </pre>
 */
final class Founding {

    /**
     * How long an address must have been silent to count as absent, where the settings allow that
     * at all.
     */
    static final long SILENT_NANOS = 10_000_000_000L;

    private final KeeperSettings settings;
    private final FailureDetector detector;
    private final Candidate candidate;

    Founding(KeeperSettings settings, FailureDetector detector, Candidate candidate) {
        this.settings = settings;
        this.detector = detector;
        this.candidate = candidate;
    }

    /** What to propose and by whose acceptance it is chosen. */
    record Decision(AcceptedView value, Proposal.Rule rule) {
    }

    /** The first address that keeps the cluster from being founded, or null. */
    @Nullable
    String blockedBy(Ballot ballot, long nowNanos) {
        for (int index = 0; index < settings.backends().size(); index++) {
            String address = settings.backends().get(index);
            if (!ballot.answered(index) && !absent(address, ballot.newestNanos(), nowNanos)) {
                KeeperProbe.FOUNDING_WAITS_FOR_SOMEBODY.hit();
                return address;
            }
        }
        return null;
    }

    /**
     * The first view to propose, or null if it is too early for one.
     *
     * @param cluster the id that a new one gets
     * @param extinct the last view of a cluster that is no more, or null
     */
    @Nullable
    Decision decide(Ballot ballot, long cluster, @Nullable View extinct, long nowNanos) {
        List<Promise> promises = ballot.promises();
        if (promises.isEmpty() || promises.stream().anyMatch(promise -> promise.epoch() > 0)
                || blockedBy(ballot, nowNanos) != null) {
            return null;
        }
        AcceptedView left = ballot.newestAccepted(0, view -> !isVoid(view, extinct));
        if (left != null) {
            AcceptedView again = new AcceptedView(left.view(), candidate.term(), left.acceptors());
            boolean first = left.view().epoch() == 1;
            KeeperProbe.FOUNDING_LEFT_BY_ANOTHER_IS_FINISHED.hit();
            return new Decision(again, first ? Proposal.Rule.EVERY_LIVE : Proposal.Rule.QUORUM);
        }
        List<Member> members = new ArrayList<>();
        List<Long> acceptors = new ArrayList<>();
        for (Promise promise : promises) {
            members.add(new Member(promise.index(), settings.backends().get(promise.index()),
                    promise.incarnation()));
            acceptors.add(promise.incarnation());
        }
        if (members.size() < settings.backends().size()) {
            KeeperProbe.CLUSTER_FOUNDED_WITHOUT_THE_ABSENT.hit();
        }
        View view =
                new View(cluster, 1, members, Placement.firstChains(members, settings.partitions(),
                        settings.replicas()), List.of(), 0);
        return new Decision(new AcceptedView(view, candidate.term(), acceptors), Proposal.Rule.ALL);
    }

    /** What a cluster that is no more had chosen, or gone past. */
    private static boolean isVoid(View view, @Nullable View extinct) {
        return extinct != null && view.cluster() == extinct.cluster()
                && view.epoch() <= extinct.epoch();
    }

    /**
     * One pass of the model: the address was asked again after the last newcomer had been leased.
     */
    private boolean absent(String address, long newestNanos, long nowNanos) {
        return detector.absentSince(address, candidate.sinceNanos())
                && detector.refusedSince(address, newestNanos)
                || settings.silentMeansAbsent()
                        && detector.silentFor(address, SILENT_NANOS, nowNanos);
    }
}
