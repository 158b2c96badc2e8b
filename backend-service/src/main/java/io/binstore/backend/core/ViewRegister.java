package io.binstore.backend.core;

import static io.binstore.protocol.runtime.Invariants.check;

import io.binstore.protocol.message.AcceptedView;
import io.binstore.protocol.message.LeaseReply;
import io.binstore.protocol.message.LeaseRequest;
import io.binstore.protocol.message.ProposeReply;
import io.binstore.protocol.message.ProposeRequest;
import io.binstore.protocol.model.View;
import org.jspecify.annotations.Nullable;

/**
 * A backend's vote: the promised term, the accepted view, the active view, and the lead lease (protocol, section 4).
 *
 * <p>
 * After Vertical Paxos (Lamport, Malkhi, Zhou 2009): the acceptors of a view are the members of the one before.
 *
 * <pre>
 * LeaseRequest   term promised before and to somebody else, or lower    refused
 *                another keeper's lease still runs, and its term is not
 *                known to be over                                       refused
 *                else                                                   promised, leased
 * ProposeRequest under the promised term, by the keeper promised,
 *                above the active epoch, and not below the accepted
 *                one of the same cluster                                accepted
 *                else                                                   refused
 * adopt          epoch above the active one; the first one from a lead
 *                whose term is not below the promised one               active
 * </pre>
 */
final class ViewRegister {

    private final long incarnation;
    private long promisedTerm;
    private long promisedKeeper;
    private @Nullable AcceptedView accepted;
    private @Nullable View active;
    private int holder = -1;
    private long holderId;
    private long leaseUntilNanos;

    ViewRegister(long incarnation) {
        this.incarnation = incarnation;
    }

    /** Votes for a keeper's term, and leases it the lead. */
    LeaseReply lease(LeaseRequest request, long nowNanos) {
        boolean termFree = request.term() > promisedTerm
                || request.term() == promisedTerm && request.keeperId() == promisedKeeper;
        boolean granted = termFree && leaseFree(request, nowNanos);
        if (granted) {
            promisedTerm = request.term();
            promisedKeeper = request.keeperId();
            holder = request.keeper();
            holderId = request.keeperId();
            leaseUntilNanos = nowNanos + request.ttlMillis() * 1_000_000L;
        }
        if (!termFree) {
            BackendProbe.TERM_REFUSED_FOR_A_PROMISE.hit();
        } else if (!granted) {
            BackendProbe.LEASE_REFUSED_WHILE_ANOTHER_HOLDS_IT.hit();
        }
        View newer = active != null && active.epoch() > request.knownEpoch() ? active : null;
        return new LeaseReply(granted, incarnation, promisedTerm, accepted, cluster(), epoch(),
                newer, holder,
                holderId, holder < 0 ? 0 : Math.max(0, leaseUntilNanos - nowNanos) / 1_000_000L);
    }

    private boolean leaseFree(LeaseRequest request, long nowNanos) {
        // A keeper's index is its address: another id under it means that the one before is gone.
        if (holder < 0 || holder == request.keeper()) {
            return true;
        }
        if (leaseUntilNanos - nowNanos <= 0) {
            BackendProbe.LEASE_OF_ANOTHER_HAD_RUN_OUT.hit();
            return true;
        }
        // The promised term is the one that the lease was given under.
        boolean over = request.ended().stream().anyMatch(
                ended -> ended.keeperId() == holderId && promisedTerm <= ended.last());
        if (over) {
            BackendProbe.LEASE_OF_AN_ENDED_TERM_TAKEN_OVER.hit();
        }
        return over;
    }

    /** Accepts a proposal, or says why not by what it answers. */
    ProposeReply propose(ProposeRequest request) {
        AcceptedView proposal = request.proposal();
        View view = proposal.view();
        boolean accept = proposal.term() == promisedTerm && request.keeperId() == promisedKeeper
                && (active == null || active.cluster() == view.cluster())
                && proposal.acceptors().contains(incarnation) && view.epoch() > epoch()
                && (accepted == null || follows(view, accepted.view()));
        if (accept) {
            if (accepted != null) {
                BackendProbe.PROPOSAL_REPLACES_AN_ACCEPTED_ONE.hit();
            }
            accepted = proposal;
        } else if (proposal.term() < promisedTerm) {
            BackendProbe.PROPOSAL_OF_AN_OLDER_TERM_REFUSED.hit();
        } else if (view.epoch() <= epoch()) {
            BackendProbe.PROPOSAL_FOR_AN_ACTIVE_EPOCH_REFUSED.hit();
        } else {
            BackendProbe.PROPOSAL_REFUSED_OTHERWISE.hit();
        }
        return new ProposeReply(accept, incarnation, promisedTerm, epoch());
    }

    /** Whether a view may take an accepted one's place; one of a cluster that never began here is up to the lead. */
    private static boolean follows(View view, View accepted) {
        return view.cluster() != accepted.cluster() || view.epoch() >= accepted.epoch();
    }

    /**
     * Whether a view that somebody passes on may become active. The first one must come from the lead that this backend
     * promised, or a later one: that lead may have taken its vote for a new cluster, as it saw the old one end, and what
     * an older lead still says of that one would make two.
     */
    boolean mayJoin(long term) {
        return active != null || term >= promisedTerm;
    }

    /** Makes a chosen view active. */
    void adopt(View view) {
        check(view.epoch() > epoch(), "I2: active epochs never fall", "active", epoch(), "view",
                view.epoch());
        active = view;
        if (accepted != null && follows(view, accepted.view())) {
            BackendProbe.ACCEPTED_VIEW_IS_DECIDED.hit();
            // Decided: no lead asks for it any more, for each takes the newest active view as its base.
            accepted = null;
        }
    }

    @Nullable
    View active() {
        return active;
    }

    long epoch() {
        return active == null ? 0 : active.epoch();
    }

    long cluster() {
        return active == null ? 0 : active.cluster();
    }

    /** Whether it has accepted a view that is not decided yet. */
    boolean hasAccepted() {
        return accepted != null;
    }

    long promisedTerm() {
        return promisedTerm;
    }
}
