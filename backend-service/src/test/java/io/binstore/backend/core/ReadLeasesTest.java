package io.binstore.backend.core;

import static io.binstore.backend.core.ManualTime.MILLI;
import static io.binstore.backend.core.ManualTime.SECOND;
import static io.binstore.backend.core.Views.chain;
import static io.binstore.backend.core.Views.member;
import static io.binstore.backend.core.Views.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.backend.core.partition.PartitionReplica;
import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.View;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadLeasesTest {

    private static final List<Member> MEMBERS = List.of(member(0), member(1), member(2));
    private static final long B1 = member(1).incarnation();
    private static final long B2 = member(2).incarnation();

    private final ManualTime time = new ManualTime();
    private final ReadLeases leases = new ReadLeases();

    // --- as a holder ---

    @Test
    void readsOnlyWithALeaseFromEveryOtherReplica() {
        Chain chain = chain(1, 0, 1, 2);
        View view = view(1, MEMBERS, chain);
        assertThat(mayRead(view, chain)).isFalse();
        hold(B1, 1);
        assertThat(mayRead(view, chain)).isFalse();
        hold(B2, 1);
        assertThat(mayRead(view, chain)).isTrue();
        assertThat(mayRead(view, chain(1, 0))).isTrue();
    }

    @Test
    void countsALeaseFromTheMomentItWasAskedFor() {
        Chain chain = chain(1, 0, 1);
        View view = view(1, MEMBERS, chain);
        long askedNanos = time.nanos();
        time.pass(1_900 * MILLI);
        leases.hold(B1, 1, askedNanos);
        assertThat(mayRead(view, chain)).isTrue();
        time.pass(100 * MILLI - 1);
        assertThat(mayRead(view, chain)).isTrue();
        time.pass(1);
        assertThat(mayRead(view, chain)).isFalse();
    }

    @Test
    void doesNotUseAGrantOfAnEpochThatItHasNotAdopted() {
        Chain chain = chain(1, 0, 1);
        hold(B1, 2);
        assertThat(mayRead(view(1, MEMBERS, chain), chain)).isFalse();
        assertThat(mayRead(view(2, MEMBERS, chain), chain)).isTrue();
        hold(B1, 1);
        assertThat(mayRead(view(2, MEMBERS, chain), chain)).isTrue();
    }

    @Test
    void doesNotUseAGrantOfAnotherIncarnation() {
        Chain chain = chain(1, 0, 1);
        hold(B1, 1);
        View view = view(2, List.of(member(0), member(1, 4_711)), chain);
        assertThat(mayRead(view, chain)).isFalse();
    }

    // --- as a granter ---

    @Test
    void waitsForALeaseGivenToABackendOutsideTheNewChain() {
        leases.give(B2, 1, 1, time.nanos());
        Chain next = chain(2, 0, 1);
        View view = view(2, MEMBERS, next);
        assertThat(runOut(view, next)).isFalse();
        time.pass(2_200 * MILLI - 1);
        assertThat(runOut(view, next)).isFalse();
        time.pass(1);
        assertThat(runOut(view, next)).isTrue();
    }

    @Test
    void waitsLongerThanTheHolderReads() {
        assertThat(ReadLeases.GIVEN_NANOS).isEqualTo(ReadLeases.HELD_NANOS * 11 / 10);
    }

    @Test
    void doesNotWaitForThoseInsideTheChain() {
        leases.give(B1, 1, 1, time.nanos());
        Chain next = chain(2, 0, 1);
        assertThat(runOut(view(2, MEMBERS, next), next)).isTrue();
    }

    @Test
    void waitsForAnOlderIncarnationOfAReplica() {
        leases.give(B1, 1, 1, time.nanos());
        Chain next = chain(2, 0, 1);
        View view = view(2, List.of(member(0), member(1, 4_711)), next);
        assertThat(runOut(view, next)).isFalse();
    }

    @Test
    void doesNotWaitForTheDead() {
        leases.give(B2, 1, 1, time.nanos());
        Chain next = chain(2, 0, 1);
        View view = view(2, List.of(member(0), member(1)), next);
        assertThat(runOut(view, next)).isFalse();
        assertThat(runOut(Views.withDead(view, member(2)), next)).isTrue();
        assertThat(runOut(Views.withDead(view, member(2, 4_711)), next)).isFalse();
    }

    @Test
    void doesNotWaitForOneThatHasAskedUnderTheNewEpoch() {
        leases.give(B2, 1, 1, time.nanos());
        Chain next = chain(2, 0, 1);
        View view = view(2, MEMBERS, next);
        leases.give(B2, 1, 2, time.nanos());
        assertThat(runOut(view, next)).isFalse();
        leases.give(B2, 2, 2, time.nanos());
        assertThat(runOut(view, next)).isTrue();
        // A late repeat of its older question takes nothing back.
        leases.give(B2, 1, 2, time.nanos());
        assertThat(runOut(view, next)).isTrue();
    }

    @Test
    void waitsForOneThatKnowsOnlyOfAViewBetween() {
        leases.give(B2, 1, 1, time.nanos());
        leases.give(B2, 2, 1, time.nanos());
        Chain next = chain(3, 0, 1);
        assertThat(runOut(view(3, MEMBERS, next), next)).isFalse();
    }

    @Test
    void waitsOnlyForGrantsOlderThanTheChain() {
        leases.give(B2, 1, 1, time.nanos());
        time.pass(SECOND);
        // It asks under its old view again and again; a grant of epoch 2 is of no use to it before it knows.
        leases.give(B2, 1, 2, time.nanos());
        Chain next = chain(2, 0, 1);
        View view = view(2, MEMBERS, next);
        assertThat(runOut(view, next)).isFalse();
        time.pass(1_200 * MILLI);
        assertThat(runOut(view, next)).isTrue();
        leases.give(B2, 1, 2, time.nanos());
        assertThat(runOut(view, next)).isTrue();
    }

    @Test
    void doesNotWaitAnewBecauseOfViewsThatLeaveTheChainAlone() {
        leases.give(B2, 1, 1, time.nanos());
        time.pass(SECOND);
        leases.give(B2, 1, 2, time.nanos());
        time.pass(1_200 * MILLI);
        Chain changedInTwo = chain(2, 0, 1);
        assertThat(runOut(view(5, MEMBERS, changedInTwo), changedInTwo)).isTrue();
    }

    @Test
    void remembersAGrantBehindTwoNewerEpochs() {
        leases.give(B2, 1, 1, time.nanos());
        leases.give(B2, 1, 2, time.nanos());
        leases.give(B2, 1, 3, time.nanos());
        Chain changedInTwo = chain(2, 0, 1);
        assertThat(runOut(view(3, MEMBERS, changedInTwo), changedInTwo)).isFalse();
    }

    @Test
    void forgetsOnlyWhatHasRunOut() {
        Chain chain = chain(1, 0, 1);
        Chain next = chain(2, 0, 1);
        hold(B1, 1);
        leases.give(B2, 1, 1, time.nanos());
        time.pass(SECOND);
        leases.prune(time.nanos());
        assertThat(mayRead(view(1, MEMBERS, chain), chain)).isTrue();
        assertThat(runOut(view(2, MEMBERS, next), next)).isFalse();
        time.pass(2 * SECOND);
        leases.prune(time.nanos());
        assertThat(mayRead(view(1, MEMBERS, chain), chain)).isFalse();
        assertThat(runOut(view(2, MEMBERS, next), next)).isTrue();
    }

    @Test
    void aNewHistoryWaitsAsLongAsALeaseIsHonoured() {
        assertThat(PartitionReplica.LEASES_OF_THE_DEAD_NANOS).isEqualTo(ReadLeases.GIVEN_NANOS);
    }

    private void hold(long granter, long epoch) {
        leases.hold(granter, epoch, time.nanos());
    }

    private boolean mayRead(View view, Chain chain) {
        return leases.mayRead(view, chain, 0, time.nanos());
    }

    private boolean runOut(View view, Chain chain) {
        return leases.runOut(view, chain, time.nanos());
    }
}
