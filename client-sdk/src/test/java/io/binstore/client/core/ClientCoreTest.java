package io.binstore.client.core;

import static io.binstore.client.core.Fixtures.A;
import static io.binstore.client.core.Fixtures.B;
import static io.binstore.client.core.Fixtures.C;
import static io.binstore.client.core.Fixtures.binIn;
import static io.binstore.client.core.Fixtures.chain;
import static io.binstore.client.core.Fixtures.get;
import static io.binstore.client.core.Fixtures.identity;
import static io.binstore.client.core.Fixtures.refused;
import static io.binstore.client.core.Fixtures.set;
import static io.binstore.client.core.Fixtures.value;
import static io.binstore.client.core.Fixtures.view;
import static io.binstore.protocol.operation.Result.Done.DONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binstore.client.core.FakeNetwork.Sent;
import io.binstore.protocol.message.Rejected;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.model.View;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Operation;
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.operation.Result.Reason;
import io.binstore.protocol.operation.Result.Refused;
import io.binstore.protocol.runtime.Invariants.BrokenInvariant;
import io.binstore.protocol.runtime.Transport.Failure;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClientCoreTest extends ClientFixture {

    @Test
    void sendsAMutationToTheHeadAndHandsItsResultOver() {
        threeReplicas();
        execute(set("k"));
        Sent sent = network.only();
        assertThat(sent.address).isEqualTo(A);
        assertThat(sent.ops().calls().get(0).sequence()).isEqualTo(1);
        assertThat(sent.ops().lowest()).isEqualTo(1);
        assertThat(sent.ops().waitMillis()).isEqualTo(300);
        assertThat(sent.timeoutNanos).isEqualTo(2 * SECONDS);
        sent.answer(5, DONE);
        assertThat(results).containsExactly(DONE);
    }

    @Test
    void spreadsReadsWithoutNumbersOverAllReplicas() {
        threeReplicas();
        List<String> addresses = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            execute(get("k"));
            assertThat(network.only().ops().calls().get(0).sequence()).isZero();
            assertThat(network.only().timeoutNanos).isEqualTo(SECONDS);
            addresses.add(network.only().address);
            network.only().answer(5, value("v"));
        }
        assertThat(addresses).containsOnly(A, B, C).containsSubsequence(A, B, C).hasSize(6);
        assertThat(results).hasSize(6).containsOnly(value("v"));
    }

    /** Seed 73860: each attempt had as little time as the one before, and began anew. */
    @Test
    void leavesABackendMoreTimeForAScanThatWasNotOver() {
        threeReplicas();
        execute(new Read.Keys(Utf8.of("bin"), Utf8.EMPTY, Utf8.EMPTY, null, 0));
        for (int millis : List.of(300, 600, 1_200, 2_400, 4_800, 4_800)) {
            assertThat(network.only().ops().waitMillis()).isEqualTo(millis);
            assertThat(network.only().timeoutNanos).isEqualTo((700 + millis) * (SECONDS / 1_000));
            time.passMillis(millis);
            network.only().answer(5, refused(Reason.NOT_READY));
            time.passMillis(20);
        }
        execute(get("k"));
        assertThat(network.operations).hasSize(2);
        assertThat(network.operations.get(1).ops().waitMillis()).isEqualTo(300);
    }

    @Test
    void waitsForTheFirstBackend() {
        execute(set("k"));
        time.passMillis(20_000);
        assertThat(results).isEmpty();
        network.views.put(A, null);
        time.passMillis(1_000);
        threeReplicas();
        time.passMillis(200);
        network.only().answer(5, DONE);
        assertThat(results).containsExactly(DONE);
    }

    @Test
    void givesUpWithoutBackendsSayingThatNothingWasDone() {
        execute(set("k"));
        time.passMillis(59_999);
        assertThat(results).isEmpty();
        time.passMillis(1);
        assertThat(reason()).isEqualTo(Reason.NOT_READY);
        time.passMillis(1_000);
        assertThat(time.pending()).as("timers of an idle client").isZero();
    }

    @ParameterizedTest
    @EnumSource(value = Reason.class,
            names = {"MISDIRECTED", "NOT_READY", "PENDING", "BUSY", "OUTCOME_UNKNOWN"})
    void repeatsARefusedMutationUnderItsIdentity(Reason reason) {
        threeReplicas();
        execute(set("k"));
        for (int attempt = 0; attempt < 5; attempt++) {
            Sent sent = network.only();
            assertThat(sent.ops().calls().get(0).sequence()).isEqualTo(1);
            sent.answer(5, refused(reason));
            assertThat(results).isEmpty();
            time.passMillis(200);
        }
        network.only().answer(5, DONE);
        assertThat(results).containsExactly(DONE);
    }

    @ParameterizedTest
    @EnumSource(Failure.class)
    void repeatsAFailedMutationUnderItsIdentity(Failure failure) {
        threeReplicas();
        execute(set("k"));
        network.only().fail(failure);
        time.passMillis(5);
        assertThat(network.only().ops().calls().get(0).sequence()).isEqualTo(1);
        network.only().answer(5, DONE);
        assertThat(results).containsExactly(DONE);
    }

    @ParameterizedTest
    @EnumSource(value = Reason.class, names = {"FULL", "TOO_LARGE", "STALE"})
    void handsAFinalRefusalOver(Reason reason) {
        threeReplicas();
        execute(set("k"));
        network.only().answer(5, refused(reason));
        assertThat(reason()).isEqualTo(reason);
        time.passMillis(1_000);
        assertThat(network.operationsSent).isEqualTo(1);
    }

    @Test
    void repeatsWhenTheWholeRequestIsRejectedWithoutSparingTheMember() {
        threeReplicas();
        execute(set("k"));
        network.only().reply(new Rejected(Rejected.Reason.BUSY, 100, X, 5, ""));
        time.passMillis(5);
        network.only().answer(5, DONE);
        assertThat(results).containsExactly(DONE);
    }

    @Test
    void takesAnAnswerOfTheWrongKindForNone() {
        threeReplicas();
        execute(set("k"));
        network.only().answer(5, value("v"));
        time.passMillis(5);
        network.only().answer(5, DONE, DONE);
        time.passMillis(10);
        network.only().answer(5, DONE);
        assertThat(results).containsExactly(DONE);
    }

    @ParameterizedTest
    @EnumSource(Failure.class)
    void readsAtAnotherReplicaAtOnceWhenOneFails(Failure failure) {
        threeReplicas();
        execute(get("k"));
        String first = network.only().address;
        network.only().fail(failure);
        time.turn();
        assertThat(network.only().address).isNotEqualTo(first);
        network.only().answer(5, value("v"));
        assertThat(results).containsExactly(value("v"));
        for (int i = 0; i < 6; i++) {
            execute(get("k"));
            assertThat(network.only().address).as("spared").isNotEqualTo(first);
            network.only().answer(5, value("v"));
        }
    }

    @Test
    void readsAtAnotherReplicaWhenOneIsSilentForASecond() {
        threeReplicas();
        execute(get("k"));
        String first = network.only().address;
        time.passMillis(999);
        assertThat(network.only().address).isEqualTo(first);
        time.passMillis(1);
        assertThat(network.only().address).isNotEqualTo(first);
    }

    @Test
    void followsTheViewWhenTheHeadIsGone() {
        threeReplicas();
        execute(set("k"));
        network.views.remove(A);
        network.only().fail(Failure.REFUSED);
        time.passMillis(400);
        network.operations.forEach(sent -> assertThat(sent.address).isEqualTo(A));
        List.copyOf(network.operations).forEach(sent -> sent.fail(Failure.REFUSED));
        everybodyKnows(view(X, 6, 1, 2));
        time.passMillis(150);
        assertThat(network.only().address).isEqualTo(B);
        assertThat(network.only().ops().calls().get(0).sequence()).isEqualTo(1);
    }

    @Test
    void routesAgainAsSoonAsANewerViewIsFound() {
        threeReplicas();
        execute(set("k"));
        everybodyKnows(view(X, 6, 1, 2, 0));
        network.only().answer(6, refused(Reason.MISDIRECTED));
        time.turn();
        assertThat(network.only().address).isEqualTo(B);
    }

    @Test
    void looksForAViewThatAnAnswerMentions() {
        threeReplicas();
        execute(set("k"));
        View newer = view(X, 6, 1, 2, 0);
        everybodyKnows(newer);
        network.only().answer(6, DONE);
        time.passMillis(20);
        execute(set("k"));
        List.copyOf(network.operations).forEach(sent -> sent.answer(6, DONE));
        time.passMillis(20);
        execute(set("k"));
        assertThat(network.only().address).isEqualTo(B);
        assertThat(core.report().epoch()).isEqualTo(6);
    }

    @Test
    void doesNotWaitForTheAnswerOfAMemberThatHasLeftTheView() {
        threeReplicas();
        execute(set("k"));
        Sent hopeless = network.only();
        execute(get("1"));
        execute(get("2"));
        execute(get("3"));
        everybodyKnows(view(X, 6, 1, 2));
        network.operations.stream().filter(sent -> sent.address.equals(B)).findFirst().orElseThrow()
                .answer(6,
                        value("v"));
        time.turn();
        List<Sent> mutations = network.operations.stream()
                .filter(sent -> sent.operations().contains(set("k"))).toList();
        assertThat(mutations).hasSize(2);
        assertThat(mutations.get(1).address).isEqualTo(B);
        assertThat(mutations.get(1).ops().calls()).isEqualTo(hopeless.ops().calls());
        results.clear();
        hopeless.answer(5, DONE);
        assertThat(results).as("a late answer is one all the same").containsExactly(DONE);
        mutations.get(1).answer(6, DONE);
        assertThat(results).containsExactly(DONE);
    }

    @Test
    void sendsNothingThatStillWaitsToAMemberThatHasLeftTheView() {
        threeReplicas();
        execute(set("1"));
        execute(set("2"));
        everybodyKnows(view(X, 6, 1, 2));
        core.execute(get("k"), SECONDS, results::add);
        time.turn();
        network.operations.get(1).answer(6, value("v"));
        time.turn();
        List<Operation> atB = network.operations.stream().filter(sent -> sent.address.equals(B))
                .flatMap(sent -> sent.operations().stream()).toList();
        assertThat(atB).contains(set("1"), set("2"));
    }

    @Test
    void tellsTheBackendsTheLowestNumberWithoutAnAnswer() {
        threeReplicas();
        execute(set("1"));
        Sent first = network.only();
        time.passMillis(3);
        execute(set("2"));
        network.operations.get(1).answer(5, DONE);
        execute(set("3"));
        time.passMillis(10);
        assertThat(network.operations.get(1).ops().lowest()).isEqualTo(1);
        first.answer(5, DONE);
        network.only().answer(5, DONE);
        execute(set("4"));
        assertThat(network.only().ops().lowest()).isEqualTo(4);
    }

    @Test
    void saysUnknownWhenAMutationMayHaveTakenEffect() {
        threeReplicas();
        core.execute(set("k"), 5 * SECONDS, results::add);
        time.passMillis(4_999);
        assertThat(results).isEmpty();
        time.passMillis(1);
        assertThat(reason()).isEqualTo(Reason.OUTCOME_UNKNOWN);
        int sent = network.operationsSent;
        time.passMillis(60_000);
        assertThat(network.operationsSent).as("attempts after the deadline").isEqualTo(sent);
    }

    @Test
    void saysNothingWasDoneWhenEveryAttemptWasRefused() {
        threeReplicas();
        core.execute(set("k"), SECONDS, results::add);
        for (int i = 0; i < 2_000; i++) {
            time.passNanos(SECONDS / 1000);
            List.copyOf(network.operations)
                    .forEach(sent -> sent.answer(5, refused(Reason.NOT_READY)));
        }
        assertThat(reason()).isEqualTo(Reason.NOT_READY);
    }

    @Test
    void saysUnknownWhenOneAttemptOfManyMayHaveTakenEffect() {
        threeReplicas();
        core.execute(set("k"), SECONDS, results::add);
        time.turn();
        network.only().answer(5, refused(Reason.PENDING));
        for (int i = 0; i < 1_000; i++) {
            time.passNanos(SECONDS / 1000);
            List.copyOf(network.operations).forEach(sent -> sent.fail(Failure.REFUSED));
        }
        assertThat(reason()).isEqualTo(Reason.OUTCOME_UNKNOWN);
    }

    @Test
    void readsAreNeverUnknown() {
        threeReplicas();
        core.execute(get("k"), 5 * SECONDS, results::add);
        time.passMillis(5_000);
        assertThat(reason()).isEqualTo(Reason.NOT_READY);
    }

    @Test
    void staysWithinWhatIsLeftOfTheDeadline() {
        threeReplicas();
        core.execute(set("k"), SECONDS / 5, results::add);
        time.turn();
        assertThat(network.only().timeoutNanos).isEqualTo(SECONDS / 5);
        assertThat(network.only().ops().waitMillis()).isEqualTo(200);
    }

    @Test
    void sendsNoCallWhoseDeadlinePassedWhileItWaited() {
        threeReplicas();
        execute(set("held"));
        core.execute(set("short"), 1_000_000, results::add);
        time.passMillis(1);
        assertThat(reason()).isEqualTo(Reason.NOT_READY);
        time.passMillis(500);
        assertThat(network.operations).allMatch(sent -> !sent.operations().contains(set("short")));
    }

    @Test
    void keepsAForeignIdentityAndItsClient() {
        threeReplicas();
        core.execute(set("k"), identity(77, 3), 10 * SECONDS, results::add);
        time.turn();
        assertThat(network.only().ops().client()).isEqualTo(identity(77, 3).client());
        assertThat(network.only().ops().lowest()).isZero();
        assertThat(network.only().ops().calls().get(0).sequence()).isEqualTo(3);
        network.only().fail(Failure.UNKNOWN);
        time.passMillis(5);
        assertThat(network.only().ops().calls().get(0).sequence()).isEqualTo(3);
    }

    @Test
    void letsAHeldUpPartitionHoldUpOthersOnce() {
        everybodyKnows(view(X, 5, List.of(chain(0), chain(0))));
        String stuck = binIn(0, 2);
        String fine = binIn(1, 2);
        execute(set(stuck, "k"));
        network.only().answer(5, refused(Reason.PENDING));
        time.passMillis(5);
        core.execute(set(stuck, "k2"), SECONDS, results::add);
        core.execute(set(fine, "k"), SECONDS, results::add);
        time.passMillis(5);
        Sent alone = network.operations.stream()
                .filter(sent -> sent.operations().contains(set(fine, "k")))
                .findFirst().orElseThrow();
        assertThat(alone.operations()).containsExactly(set(fine, "k"));
    }

    @Test
    void answersCallsThatWaitWhenOthersEnd() {
        core = core(new ClientSettings(List.of(A), null, 1, 2, 1 << 20));
        threeReplicas();
        for (int i = 0; i < 4; i++) {
            execute(set("k" + i));
        }
        assertThat(reason()).isEqualTo(Reason.BUSY);
        assertThat(core.report().waiting()).isEqualTo(2);
        for (int i = 0; i < 3; i++) {
            assertThat(network.only().operations()).containsExactly(set("k" + i));
            network.only().answer(5, DONE);
            time.turn();
        }
        assertThat(results).hasSize(4);
        assertThat(core.report().open()).isZero();
    }

    @Test
    void survivesThatAllWaitingCallsExpireTogether() {
        core = core(new ClientSettings(List.of(A), null, 1, 50_000, 1 << 30));
        for (int i = 0; i < 50_000; i++) {
            core.execute(set("k"), SECONDS, results::add);
        }
        time.passMillis(1_000);
        assertThat(results).hasSize(50_000);
        assertThat(core.report().open() + core.report().waiting()).isZero();
    }

    @Test
    void neverAnswersInsideExecute() {
        core = core(new ClientSettings(List.of(A), null, 1, 0, 1 << 20));
        core.execute(set("1"), SECONDS, results::add);
        core.execute(set("2"), SECONDS, results::add);
        core.execute(new Mutation.Set(Utf8.of("b"), Utf8.of("k"), Utf8.of("x".repeat(8 << 20))),
                SECONDS,
                results::add);
        assertThat(results).isEmpty();
        time.turn();
        assertThat(results).extracting(result -> ((Refused) result).reason()).containsExactly(
                Reason.BUSY,
                Reason.TOO_LARGE);
    }

    @Test
    void endsEverythingWhenClosed() {
        threeReplicas();
        execute(set("sent"));
        execute(get("read"));
        core.execute(set("unsent"), SECONDS, results::add);
        core.close();
        assertThat(results).extracting(result -> ((Refused) result).reason())
                .containsExactlyInAnyOrder(Reason.OUTCOME_UNKNOWN, Reason.NOT_READY,
                        Reason.NOT_READY);
        execute(set("late"));
        assertThat(results).hasSize(4);
        List.copyOf(network.operations).forEach(sent -> sent.answer(5, DONE));
        time.passMillis(100_000);
        assertThat(results).hasSize(4);
        assertThat(time.pending()).isZero();
    }

    @Test
    void callsMadeFromAnAnswerAreCarriedOut() {
        threeReplicas();
        core.execute(set("1"), SECONDS, first -> core.execute(set("2"), SECONDS, results::add));
        time.turn();
        network.only().answer(5, DONE);
        time.turn();
        network.only().answer(5, DONE);
        assertThat(results).containsExactly(DONE);
    }

    @Test
    void sendsNothingThatStillWaitsToAMemberThatJustFailed() {
        threeReplicas();
        for (int i = 0; i < 4; i++) {
            execute(get("k" + i));
        }
        Sent first = network.operations.get(0);
        assertThat(network.operations).as("the fourth waits behind the first").hasSize(3);
        first.fail(Failure.REFUSED);
        time.passMillis(50);
        assertThat(network.operations).noneMatch(sent -> sent.address.equals(first.address));
        assertThat(network.operations).flatExtracting(Sent::operations).contains(get("k0"),
                get("k3"));
    }

    @Test
    void readsAtTheBackendItIsPartOf() {
        core = core(ClientSettings.inside(C, List.of(A, B, C)));
        threeReplicas();
        for (int i = 0; i < 4; i++) {
            execute(get("k"));
            assertThat(network.only().address).isEqualTo(C);
            network.only().answer(5, value("v"));
        }
        execute(set("k"));
        assertThat(network.only().address).isEqualTo(A);
    }

    @Test
    void waitsForAPartitionThatHasNoReplica() {
        everybodyKnows(view(X, 5, List.of(chain(), chain(0))));
        execute(set(binIn(0, 2), "k"));
        time.passMillis(1_000);
        assertThat(network.operationsSent).isZero();
        everybodyKnows(view(X, 6, List.of(chain(0), chain(0))));
        time.passMillis(200);
        network.only().answer(6, DONE);
        assertThat(results).containsExactly(DONE);
    }

    @Test
    void refusesADeadlineOutsideItsBounds() {
        assertThatThrownBy(() -> core.execute(get("k"), 0, results::add))
                .isInstanceOf(BrokenInvariant.class);
        assertThatThrownBy(
                () -> core.execute(get("k"), ClientCore.DEADLINE_MAX_NANOS + 1, results::add))
                .isInstanceOf(BrokenInvariant.class);
    }
}
