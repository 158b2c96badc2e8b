package io.binstore.client.core;

import static io.binstore.client.core.Fixtures.A;
import static io.binstore.client.core.Fixtures.B;
import static io.binstore.client.core.Fixtures.C;
import static io.binstore.client.core.Fixtures.refused;
import static io.binstore.client.core.Fixtures.set;
import static io.binstore.protocol.operation.Result.Done.DONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.client.core.FakeNetwork.Sent;
import io.binstore.protocol.message.Rejected;
import io.binstore.protocol.operation.Result;
import io.binstore.protocol.operation.Result.Reason;
import io.binstore.protocol.runtime.Transport.Failure;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Mutations whose head does not answer: when they go by way of another member, and when not. */
class DetourTest extends ClientFixture {

    @Test
    void goesAroundAHeadThatIsSilent() {
        threeReplicas();
        execute(set("k"));
        Sent direct = network.only();
        time.passMillis(2_010);
        Sent around = network.only();
        assertThat(around.detour()).isTrue();
        assertThat(around.address).isIn(B, C);
        assertThat(around.ops().client()).isEqualTo(direct.ops().client());
        assertThat(around.ops().calls()).isEqualTo(direct.ops().calls());
        around.answer(5, DONE);
        assertThat(results).containsExactly(DONE);
        execute(set("next"));
        assertThat(network.only().detour()).isTrue();
        network.only().answer(5, DONE);
        // A second after it failed one call finds out whether it is well.
        time.passMillis(1_000);
        execute(set("probe"));
        Sent probe = network.only();
        assertThat(probe.address).isEqualTo(A);
        assertThat(probe.detour()).isFalse();
        execute(set("meanwhile"));
        Sent meanwhile = network.operations.get(1);
        assertThat(meanwhile.detour()).isTrue();
        meanwhile.answer(5, DONE);
        probe.answer(5, DONE);
        execute(set("last"));
        assertThat(network.only().address).isEqualTo(A);
        assertThat(network.only().detour()).isFalse();
    }

    @Test
    void findsOutSoonThatAHeadIsWellHoweverMuchWasUnderWay() {
        threeReplicas();
        for (int i = 0; i < 6; i++) {
            execute(set("k" + i));
            time.passMillis(70);
        }
        assertThat(network.operations).hasSizeGreaterThan(3);
        time.passMillis(2_100);
        for (int i = 0; i < 20 && results.size() < 6; i++) {
            List.copyOf(network.operations).stream().filter(Sent::detour).forEach(sent -> sent
                    .answer(5,
                            sent.operations().stream().map(each -> DONE).toArray(Result[]::new)));
            time.passMillis(50);
        }
        assertThat(results).hasSize(6);
        time.passMillis(1_000);
        execute(set("probe"));
        assertThat(network.only().address).isEqualTo(A);
        assertThat(network.only().detour()).isFalse();
    }

    @Test
    void goesAroundAHeadWhoseConnectionsBreakForASecond() {
        threeReplicas();
        execute(set("k"));
        long beginNanos = time.nanos();
        for (int i = 0; i < 20 && !network.only().detour(); i++) {
            network.only().fail(Failure.UNKNOWN);
            time.passMillis(200);
        }
        assertThat(network.only().detour()).isTrue();
        assertThat(time.nanos() - beginNanos).isBetween(SECONDS, 2 * SECONDS);
    }

    @Test
    void triesTheNextWhenOneDoesNotPassOn() {
        threeReplicas();
        execute(set("k"));
        time.passMillis(2_010);
        String old = network.only().address;
        network.only().reply(new Rejected(Rejected.Reason.INVALID, 0, 0, 0, "no such message"));
        time.passMillis(20);
        assertThat(network.only().detour()).isTrue();
        assertThat(network.only().address).isNotEqualTo(old);
        execute(set("next"));
        assertThat(network.operations).noneMatch(sent -> sent.address.equals(old));
    }

    @Test
    void leavesTheOneThatPassesOnTheTimeToHearTheHeadOut() {
        threeReplicas();
        execute(set("k"));
        time.passMillis(2_010);
        assertThat(network.only().ops().waitMillis()).isEqualTo(1_500);
        assertThat(network.only().timeoutNanos).isEqualTo(2 * SECONDS);
    }

    @Test
    void triesAnotherWayAroundAfterOneInVain() {
        threeReplicas();
        execute(set("k"));
        time.passMillis(2_010);
        String first = network.only().address;
        network.only().answer(5, refused(Reason.OUTCOME_UNKNOWN));
        time.passMillis(20);
        assertThat(network.only().detour()).isTrue();
        assertThat(network.only().address).isNotEqualTo(first);
    }

    @Test
    void doesNotGoAroundAHeadThatDoesNotRun() {
        threeReplicas();
        execute(set("k"));
        network.only().fail(Failure.REFUSED);
        time.passMillis(20);
        assertThat(network.only().address).isEqualTo(A);
        assertThat(network.only().detour()).isFalse();
    }

    @Test
    void triesTheHeadItselfAgainWhenTheWayAroundIsSilentToo() {
        threeReplicas();
        execute(set("k"));
        time.passMillis(2_010);
        assertThat(network.only().detour()).isTrue();
        time.passMillis(2_010);
        assertThat(network.only().address).isEqualTo(A);
        assertThat(network.only().detour()).isFalse();
    }

    @Test
    void doesNotGoAroundAHeadWhoseConnectionBroke() {
        threeReplicas();
        execute(set("k"));
        network.only().fail(Failure.UNKNOWN);
        time.passMillis(20);
        assertThat(network.only().address).isEqualTo(A);
        assertThat(network.only().detour()).isFalse();
    }

    @Test
    void aBackendPassesOnToTheHeadItself() {
        core = core(ClientSettings.inside(B, List.of(A)));
        threeReplicas();
        execute(set("k"));
        time.passMillis(2_010);
        assertThat(network.only().address).isEqualTo(A);
        assertThat(network.only().detour()).isFalse();
    }
}
