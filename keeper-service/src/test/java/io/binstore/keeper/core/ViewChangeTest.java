package io.binstore.keeper.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.protocol.message.AcceptedView;
import io.binstore.protocol.message.ActivateRequest;
import io.binstore.protocol.message.ProposeRequest;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.View;
import java.util.List;
import org.junit.jupiter.api.Test;

class ViewChangeTest {

    private final Stage stage = new Stage(4);

    @Test
    void goesFromOneViewToTheNext() {
        stage.activate(3, 0, 1, 2);
        stage.planner = base -> base.epoch() == 3 ? stage.view(4, 0, 1, 2, 3) : null;
        stage.run(20);

        assertThat(stage.backends).allMatch(backend -> backend.epoch() == 4);
        assertThat(stage.known.epoch()).isEqualTo(4);
        assertThat(stage.views.ready()).isTrue();
    }

    @Test
    void aCrashTakesAFewRoundTripsFromCertificateToActiveView() {
        stage.activate(3, 0, 1, 2);
        stage.planner =
                base -> base.epoch() == 3 && stage.detector.dead(102) ? stage.view(4, 0, 1) : null;
        stage.run(20);
        stage.kill(2);
        stage.prober.hint(FakeCluster.backend(2));
        stage.run(102);
        stage.prober.hint(FakeCluster.backend(2));
        stage.run(8);

        assertThat(stage.backends.get(0).epoch()).isEqualTo(4);
    }

    @Test
    void finishesAnAcceptedSuccessorUnchangedUnderItsOwnTerm() {
        stage.activate(3, 0, 1, 2);
        View left = stage.view(4, 0, 1);
        stage.backends.get(1).accepted = new AcceptedView(left, 9, List.of(100L, 101L, 102L));
        stage.planner = base -> base.epoch() == 3 ? stage.view(4, 0, 1, 2, 3) : null;
        // Without the silent one, whoever accepted is in every quorum.
        stage.silent.add(2);
        stage.run(20);

        assertThat(stage.backends.get(0).active).isEqualTo(left);
        assertThat(stage.sent(ProposeRequest.class)).isNotEmpty()
                .allMatch(propose -> propose.proposal().term() == stage.candidate.term()
                        && propose.proposal().view().equals(left));
    }

    @Test
    void ofSeveralAcceptedSuccessorsTheHighestTermIsFinished() {
        stage.activate(3, 0, 1, 2);
        View older = stage.view(4, 0, 1);
        View newer = stage.view(4, 0, 2);
        stage.backends.get(0).accepted = new AcceptedView(older, 9, List.of(100L, 101L, 102L));
        stage.backends.get(1).accepted = new AcceptedView(newer, 10, List.of(100L, 101L, 102L));
        stage.silent.add(2);
        stage.run(20);

        assertThat(stage.sent(ProposeRequest.class)).isNotEmpty()
                .allMatch(propose -> propose.proposal().view().equals(newer));
    }

    @Test
    void anAcceptedViewAboveTheSuccessorWaitsForTheBaseToMove() {
        stage.activate(3, 0, 1, 2);
        View four = stage.view(4, 0, 1, 2);
        View five = stage.view(5, 0, 1);
        stage.backends.get(0).accepted = new AcceptedView(five, 9, List.of(100L, 101L, 102L));
        stage.planner = base -> base.epoch() == 3 ? stage.view(4, 0, 1, 2, 3) : null;
        stage.run(50);
        assertThat(stage.sent(ProposeRequest.class)).isEmpty();

        stage.backends.get(2).active = four;
        stage.run(1_100);
        assertThat(stage.backends.get(1).active).isEqualTo(five);
    }

    /** Seed 118405: the only survivor of a view had voted for the second after it, and nobody knew the one between. */
    @Test
    void anAcceptedViewAboveOneThatDiedWithItsMembersIsFinished() {
        stage.activate(3, 0, 1, 2);
        View five = stage.view(5, 0, 1);
        stage.backends.get(0).accepted = new AcceptedView(five, 9, List.of(100L, 101L, 102L));
        stage.planner = base -> base.epoch() == 3 ? stage.view(4, 0, 1, 2, 3) : null;
        stage.backends.get(1).restart();
        stage.silent.add(2);
        stage.run(300);
        assertThat(stage.sent(ProposeRequest.class))
                .as("one is silent, and may know the one between")
                .isEmpty();

        stage.silent.clear();
        stage.backends.get(2).restart();
        stage.run(3_000);
        assertThat(stage.sent(ProposeRequest.class)).isNotEmpty()
                .allMatch(propose -> propose.proposal().view().equals(five));
        assertThat(stage.backends.get(0).active).isEqualTo(five);
    }

    @Test
    void whatSomebodyAcceptedInAnotherClusterHoldsNothingUp() {
        stage.activate(3, 0, 1, 2);
        View other = stage.view(9, 0, 1);
        stage.backends.get(3).accepted = new AcceptedView(
                new View(other.cluster() + 1, 9, other.members(), other.chains(), List.of(), 0), 9,
                List.of(100L, 101L, 103L));
        View next = stage.view(4, 0, 1, 2, 3);
        stage.planner = base -> base.epoch() == 3 ? next : null;
        stage.run(1_100);

        assertThat(stage.backends).allMatch(backend -> next.equals(backend.active));
    }

    @Test
    void proposesOneViewPerEpochUnderATermWhateverThePlannerSaysLater() {
        stage.activate(3, 0, 1, 2);
        stage.lost = request -> request instanceof ProposeRequest;
        stage.planner = base -> stage.view(4, 0, 1);
        stage.run(1_000);
        stage.planner = base -> stage.view(4, 0, 2);
        stage.lost = request -> false;
        stage.planner = base -> base.epoch() == 3 ? stage.view(4, 0, 2) : null;
        stage.run(2_000);

        assertThat(stage.sent(ProposeRequest.class).stream()
                .map(propose -> propose.proposal().view()).distinct())
                .containsExactly(stage.view(4, 0, 1));
        assertThat(stage.known.epoch()).isEqualTo(4);
    }

    @Test
    void theBaseMustBeActiveAtAQuorumOfItsOwnMembers() {
        stage.activate(3, 0, 1, 2);
        View four = stage.view(4, 0, 1, 2, 3);
        stage.backends.get(0).active = four;
        stage.lost = request -> request instanceof ActivateRequest;
        stage.planner = base -> stage.view(5, 0, 1, 2);
        stage.run(500);
        assertThat(stage.views.ready()).isFalse();
        assertThat(stage.sent(ProposeRequest.class)).isEmpty();

        stage.lost = request -> false;
        stage.planner = base -> null;
        stage.run(1_500);
        assertThat(stage.views.ready()).isTrue();
        assertThat(stage.backends).allMatch(backend -> backend.epoch() == 4);
    }

    @Test
    void countsInAQuorumByCertificatesOnlyAcceptancesGivenAfterTheLastOne() {
        stage.activate(3, 0, 1);
        stage.down.add(2);
        stage.down.add(3);
        stage.planner = base -> base.epoch() == 3 ? stage.view(4, 0) : null;
        stage.lost = request -> request instanceof ProposeRequest propose
                && propose.to().incarnation() == 101;
        stage.run(300);
        assertThat(stage.backends.get(0).accepted).isNotNull();
        long asked = proposalsTo(100);
        stage.kill(1);
        stage.prober.hint(FakeCluster.backend(1));
        stage.run(110);
        stage.prober.hint(FakeCluster.backend(1));
        stage.run(20);

        assertThat(stage.detector.dead(101)).isTrue();
        assertThat(proposalsTo(100)).isEqualTo(asked + 1);
        assertThat(stage.backends.get(0).epoch()).isEqualTo(4);
    }

    private long proposalsTo(long incarnation) {
        return stage.sent(ProposeRequest.class).stream()
                .filter(propose -> propose.to().incarnation() == incarnation)
                .count();
    }

    @Test
    void aSilentBackendBlocksABaseThatHangsOnCertificates() {
        stage.activate(3, 0, 1);
        stage.down.add(2);
        stage.silent.add(3);
        stage.planner =
                base -> base.epoch() == 3 && stage.detector.dead(101) ? stage.view(4, 0) : null;
        stage.run(300);
        stage.kill(1);
        stage.run(2_000);
        assertThat(stage.detector.dead(101)).isTrue();
        assertThat(stage.known.epoch()).isEqualTo(3);

        stage.silent.clear();
        stage.run(4_000);
        assertThat(stage.known.epoch()).isEqualTo(4);
    }

    @Test
    void aRemovedMemberIsToldAfterAQuorumOfTheNewMembers() {
        stage.activate(3, 0, 1, 2);
        stage.planner = base -> base.epoch() == 3 ? stage.view(4, 0, 1) : null;
        stage.lost = request -> request instanceof ActivateRequest activate
                && activate.to().incarnation() == 101;
        stage.run(500);
        assertThat(stage.backends.get(0).epoch()).isEqualTo(4);
        assertThat(stage.backends.get(2).resets).isZero();

        stage.lost = request -> false;
        stage.run(1_500);
        assertThat(stage.backends.get(1).epoch()).isEqualTo(4);
        assertThat(stage.backends.get(2).resets).isEqualTo(1);
    }

    @Test
    void aHigherTermDeposesAtOnce() {
        stage.activate(3, 0, 1, 2);
        stage.run(20);
        assertThat(stage.ballot.deposed()).isNull();
        stage.backends.get(2).promisedTerm = 9_999;
        stage.planner = base -> base.epoch() == 3 ? stage.view(4, 0, 1, 2, 3) : null;
        stage.run(10);

        assertThat(stage.ballot.deposed()).isNotNull();
        assertThat(stage.election.takeTerm()).isGreaterThan(9_999);
    }

    @Test
    void aLeaseThatRunsElsewhereIsWaitedFor() {
        stage.activate(3, 0, 1, 2);
        for (FakeBackend backend : stage.backends) {
            backend.holder = 1;
            backend.holderId = 55;
            backend.leaseEnds = stage.loop.nanos() + 300 * FakeLoop.MILLI;
        }
        stage.run(250);
        assertThat(stage.ballot.promises()).isEmpty();
        assertThat(stage.ballot.deposed()).isNull();
        assertThat(stage.election.believed(stage.loop.nanos())).isNotNull();

        stage.run(200);
        assertThat(stage.ballot.promises()).hasSize(4);
    }

    @Test
    void aClusterThatIsNoMoreIsForgottenAndThoseItLeftOutStartOver() {
        View three = stage.activate(3, 0, 1);
        View four = stage.view(4, 0);
        stage.backends.get(0).active = four;
        stage.down.add(2);
        stage.down.add(3);
        stage.run(300);
        assertThat(stage.known.view()).isEqualTo(four);
        stage.backends.get(1).active = three;
        stage.backends.get(0).restart();
        stage.run(1_200);
        stage.known.forgetIfExtinct(
                member -> stage.detector.dead(member.incarnation()));
        stage.newTerm();
        stage.run(1_000);

        assertThat(stage.backends.get(1).resets).isPositive();
        assertThat(stage.known.cluster()).isEqualTo(4711);
        assertThat(stage.backends.get(0).epoch()).isEqualTo(1);
        assertThat(stage.backends.get(1).epoch()).isEqualTo(1);
    }

    /** Seed 13453: the newcomer of a cluster that was over was told of it, while another one had been founded. */
    @Test
    void aNewcomerHearsNothingOfAClusterThatIsOverOnceThereIsAnotherOne() {
        View over = newcomerAlone();
        View other = new View(6, 1, stage.view(1, 0, 1, 3).members(), over.chains(), List.of(), 0);
        for (int index : List.of(0, 1, 3)) {
            stage.backends.get(index).active = other;
        }
        // The one that could be told answers first.
        stage.silent.addAll(List.of(0, 1, 3));
        stage.run(10);
        stage.silent.clear();
        stage.run(2_000);

        assertThat(stage.backends.get(2).active).isNull();
        assertThat(over.members()).filteredOn(stage.ballot::outlives).extracting(Member::index)
                .containsExactly(2);
    }

    @Test
    void aNewcomerThatIsAloneHearsOfItsCluster() {
        View known = newcomerAlone();
        stage.run(2_000);

        assertThat(stage.backends.get(2).active).isEqualTo(known);
        assertThat(known.members()).noneMatch(stage.ballot::outlives);
    }

    /** A view of three: two have died since, and were born again, and the third has not heard of it. */
    private View newcomerAlone() {
        View known = stage.view(5, 0, 1, 2);
        stage.known.offer(known, stage.loop.nanos());
        stage.backends.get(0).restart();
        stage.backends.get(1).restart();
        return known;
    }
}
