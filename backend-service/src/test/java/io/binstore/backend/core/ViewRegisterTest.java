package io.binstore.backend.core;

import static io.binstore.backend.core.ManualTime.SECOND;
import static io.binstore.backend.core.Views.chain;
import static io.binstore.backend.core.Views.member;
import static io.binstore.backend.core.Views.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binstore.protocol.message.AcceptedView;
import io.binstore.protocol.message.Addressee;
import io.binstore.protocol.message.EndedTerms;
import io.binstore.protocol.message.LeaseReply;
import io.binstore.protocol.message.LeaseRequest;
import io.binstore.protocol.message.ProposeReply;
import io.binstore.protocol.message.ProposeRequest;
import io.binstore.protocol.model.View;
import io.binstore.protocol.runtime.Invariants.BrokenInvariant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ViewRegisterTest {

    private static final long SELF = 1_000;
    private static final long KEEPER_A = 501;
    private static final long KEEPER_B = 502;

    private final ManualTime time = new ManualTime();
    private final ViewRegister register = new ViewRegister(SELF);

    // --- leases ---

    @Test
    void promisesATermAndLeasesTheLead() {
        LeaseReply reply = lease(0, KEEPER_A, 16);
        assertThat(reply.granted()).isTrue();
        assertThat(reply.incarnation()).isEqualTo(SELF);
        assertThat(reply.promisedTerm()).isEqualTo(16);
        assertThat(reply.holder()).isZero();
        assertThat(reply.holderId()).isEqualTo(KEEPER_A);
        assertThat(reply.leftMillis()).isEqualTo(5_000);
        assertThat(register.promisedTerm()).isEqualTo(16);
    }

    @Test
    void refusesALowerTerm() {
        lease(0, KEEPER_A, 32);
        time.pass(6 * SECOND);
        LeaseReply reply = lease(1, KEEPER_B, 17);
        assertThat(reply.granted()).isFalse();
        assertThat(reply.promisedTerm()).isEqualTo(32);
        assertThat(register.promisedTerm()).isEqualTo(32);
        assertThat(lease(0, KEEPER_A, 31).granted()).isFalse();
    }

    @Test
    void renewsForTheKeeperPromisedButGivesItsTermToNobodyElse() {
        lease(0, KEEPER_A, 16);
        time.pass(3 * SECOND);
        assertThat(lease(0, KEEPER_A, 16).leftMillis()).isEqualTo(5_000);
        // A keeper that restarted has another id; it may not use a term of its life before.
        assertThat(lease(0, KEEPER_B, 16).granted()).isFalse();
        assertThat(lease(0, KEEPER_B, 32).granted()).isTrue();
    }

    @Test
    void refusesAnotherKeeperWhileTheLeaseRuns() {
        lease(0, KEEPER_A, 16);
        time.pass(4 * SECOND);
        LeaseReply refusal = lease(1, KEEPER_B, 33);
        assertThat(refusal.granted()).isFalse();
        assertThat(refusal.holder()).isZero();
        assertThat(refusal.holderId()).isEqualTo(KEEPER_A);
        assertThat(refusal.leftMillis()).isEqualTo(1_000);
        assertThat(register.promisedTerm()).isEqualTo(16);
        time.pass(SECOND);
        assertThat(lease(1, KEEPER_B, 33).granted()).isTrue();
    }

    @Test
    void doesNotWaitForTheLeaseOfACertifiedDeadKeeper() {
        lease(0, KEEPER_A, 16);
        assertThat(lease(1, KEEPER_B, 33, EndedTerms.all(999)).granted()).isFalse();
        assertThat(lease(1, KEEPER_B, 33, EndedTerms.all(999), EndedTerms.all(KEEPER_A)).granted())
                .isTrue();
        assertThat(lease(0, KEEPER_A, 48).granted()).isFalse();
    }

    @Test
    void waitsForALeaseOfATermThatBeganSinceThoseThatAreOver() {
        lease(0, KEEPER_A, 32);
        assertThat(lease(1, KEEPER_B, 33, new EndedTerms(KEEPER_A, 16)).granted()).isFalse();
        assertThat(lease(1, KEEPER_B, 33, new EndedTerms(KEEPER_A, 32)).granted()).isTrue();
    }

    @Test
    void sendsTheActiveViewOnlyIfItIsNews() {
        assertThat(lease(0, KEEPER_A, 16).active()).isNull();
        View view = epoch(3);
        register.adopt(view);
        LeaseReply behind = register.lease(request(0, KEEPER_A, 16, 2), time.nanos());
        assertThat(behind.active()).isEqualTo(view);
        assertThat(behind.activeEpoch()).isEqualTo(3);
        assertThat(behind.cluster()).isEqualTo(Views.CLUSTER);
        assertThat(register.lease(request(0, KEEPER_A, 16, 3), time.nanos()).active()).isNull();
    }

    // --- proposals ---

    @Test
    void acceptsAProposalUnderThePromisedTerm() {
        lease(0, KEEPER_A, 16);
        ProposeReply reply = propose(KEEPER_A, 16, epoch(1), SELF);
        assertThat(reply.accepted()).isTrue();
        assertThat(reply.promisedTerm()).isEqualTo(16);
        assertThat(lease(0, KEEPER_A, 16).accepted())
                .isEqualTo(new AcceptedView(epoch(1), 16, List.of(SELF)));
    }

    @Test
    void refusesAProposalUnderAnotherTermOrOfAnotherKeeper() {
        lease(0, KEEPER_A, 16);
        assertThat(propose(KEEPER_A, 32, epoch(1), SELF).accepted()).isFalse();
        assertThat(propose(KEEPER_A, 0, epoch(1), SELF).accepted()).isFalse();
        assertThat(propose(KEEPER_B, 16, epoch(1), SELF).accepted()).isFalse();
        assertThat(lease(0, KEEPER_A, 16).accepted()).isNull();
    }

    @Test
    void refusesAProposalThatComesAfterAHigherPromise() {
        lease(0, KEEPER_A, 16);
        lease(1, KEEPER_B, 33, EndedTerms.all(KEEPER_A));
        ProposeReply reply = propose(KEEPER_A, 16, epoch(1), SELF);
        assertThat(reply.accepted()).isFalse();
        assertThat(reply.promisedTerm()).isEqualTo(33);
    }

    @Test
    void refusesAProposalThatDoesNotAskForItsVote() {
        lease(0, KEEPER_A, 16);
        assertThat(propose(KEEPER_A, 16, epoch(1), 1_001).accepted()).isFalse();
    }

    @Test
    void refusesAProposalAtOrBelowTheActiveEpoch() {
        register.adopt(epoch(3));
        lease(0, KEEPER_A, 16);
        assertThat(propose(KEEPER_A, 16, epoch(2), SELF).accepted()).isFalse();
        assertThat(propose(KEEPER_A, 16, epoch(3), SELF).accepted()).isFalse();
        assertThat(propose(KEEPER_A, 16, epoch(4), SELF).accepted()).isTrue();
    }

    @Test
    void refusesAProposalBelowTheAcceptedEpoch() {
        lease(0, KEEPER_A, 16);
        propose(KEEPER_A, 16, epoch(4), SELF);
        assertThat(propose(KEEPER_A, 16, epoch(3), SELF).accepted()).isFalse();
        assertThat(propose(KEEPER_A, 16, epoch(4), SELF).accepted()).isTrue();
        assertThat(propose(KEEPER_A, 16, epoch(5), SELF).accepted()).isTrue();
    }

    @Test
    void refusesAProposalOfAnotherCluster() {
        register.adopt(epoch(1));
        lease(0, KEEPER_A, 16);
        assertThat(propose(KEEPER_A, 16, foreign(2), SELF).accepted()).isFalse();
    }

    @Test
    void goesOverToAnotherClusterWhoseLeadWasShownWhatItAccepted() {
        lease(0, KEEPER_A, 16);
        propose(KEEPER_A, 16, epoch(5), SELF);
        assertThat(lease(0, KEEPER_A, 32).accepted()).isNotNull();
        assertThat(propose(KEEPER_A, 32, foreign(1), SELF).accepted()).isTrue();
    }

    @Test
    void forgetsWhatItAcceptedInAnotherCluster() {
        lease(0, KEEPER_A, 16);
        propose(KEEPER_A, 16, epoch(5), SELF);
        register.adopt(foreign(2));
        assertThat(register.hasAccepted()).isFalse();
    }

    // --- views ---

    @Test
    void keepsWhatItAcceptedUntilThatEpochIsActive() {
        lease(0, KEEPER_A, 16);
        propose(KEEPER_A, 16, epoch(2), SELF);
        register.adopt(epoch(1));
        assertThat(lease(0, KEEPER_A, 16).accepted()).isNotNull();
        register.adopt(epoch(2));
        assertThat(lease(0, KEEPER_A, 16).accepted()).isNull();
        assertThat(propose(KEEPER_A, 16, epoch(2), SELF).accepted()).isFalse();
    }

    @Test
    void takesItsFirstViewFromTheLeadItPromisedOrALaterOne() {
        assertThat(register.mayJoin(0)).isTrue();
        lease(0, KEEPER_A, 32);
        assertThat(register.mayJoin(16)).isFalse();
        assertThat(register.mayJoin(0)).isFalse();
        assertThat(register.mayJoin(32)).isTrue();
        assertThat(register.mayJoin(48)).isTrue();
        register.adopt(epoch(1));
        assertThat(register.mayJoin(0)).isTrue();
    }

    @Test
    void neverGoesBackToAnOlderView() {
        register.adopt(epoch(2));
        assertThatThrownBy(() -> register.adopt(epoch(2))).isInstanceOf(BrokenInvariant.class);
        assertThatThrownBy(() -> register.adopt(epoch(1))).isInstanceOf(BrokenInvariant.class);
        assertThat(register.epoch()).isEqualTo(2);
        assertThat(register.active()).isEqualTo(epoch(2));
    }

    private static View foreign(long epoch) {
        return new View(Views.CLUSTER + 1, epoch, List.of(member(0)), List.of(chain(1, 0)),
                List.of(), 0);
    }

    private static View epoch(long epoch) {
        return view(epoch, List.of(member(0), member(1)), chain(1, 0, 1));
    }

    private LeaseReply lease(int keeper, long id, long term, EndedTerms... ended) {
        LeaseRequest request = new LeaseRequest(Addressee.ANYBODY, keeper, id, term, 5_000, 0,
                Arrays.asList(ended));
        return register.lease(request, time.nanos());
    }

    private static LeaseRequest request(int keeper, long id, long term, long knownEpoch) {
        return new LeaseRequest(Addressee.ANYBODY, keeper, id, term, 5_000, knownEpoch, List.of());
    }

    private ProposeReply propose(long keeperId, long term, View view, long... acceptors) {
        return register.propose(new ProposeRequest(new Addressee(0, SELF), keeperId,
                new AcceptedView(view, term, Arrays.stream(acceptors).boxed().toList())));
    }
}
