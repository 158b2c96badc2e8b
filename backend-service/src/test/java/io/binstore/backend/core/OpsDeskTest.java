package io.binstore.backend.core;

import static io.binstore.backend.core.ManualTime.MILLI;
import static io.binstore.backend.core.ManualTime.SECOND;
import static io.binstore.backend.core.TestCluster.append;
import static io.binstore.backend.core.TestCluster.binIn;
import static io.binstore.backend.core.TestCluster.get;
import static io.binstore.backend.core.TestCluster.list;
import static io.binstore.backend.core.TestCluster.set;
import static io.binstore.backend.core.TestCluster.value;
import static io.binstore.backend.core.Views.chain;
import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.backend.core.TestCluster.Waiting;
import io.binstore.protocol.message.Call;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Result;
import io.binstore.protocol.operation.Result.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpsDeskTest {

    private final TestCluster cluster = TestCluster.of(2);

    @Test
    void answersTheCallsOfABatchInTheirOrder() {
        cluster.activateAtAll(cluster.view(1, chain(1, 0), chain(1, 1)));
        String here = binIn(0, 2);
        Waiting batch = cluster.send(0, 1_000, new Call(1, set(here, "k", "v")),
                new Call(0, get(here, "k")), new Call(0, get(binIn(1, 2), "k")),
                new Call(2, new Mutation.Clock(Utf8.of(here), 5)));
        assertThat(batch.results()).hasSize(4);
        assertThat(batch.results().get(0)).isEqualTo(Result.Done.DONE);
        assertThat(batch.results().get(1)).isEqualTo(value("v"));
        assertThat(reason(batch.results().get(2))).isEqualTo(Reason.MISDIRECTED);
        assertThat(batch.results().get(3)).isEqualTo(new Result.ClockValue(5));
        assertThat(batch.epoch()).isEqualTo(1);
    }

    @Test
    void answersABatchOnlyWhenItsLastCallIsAnswered() {
        cluster.activateAtAll(cluster.view(1, chain(1, 0, 1)));
        Waiting batch = cluster.send(0, 10_000, new Call(0, get("bin", "other")),
                new Call(1, set("bin", "k", "v")));
        assertThat(batch.answered()).isFalse();
        cluster.time.pass(20 * MILLI);
        assertThat(batch.results()).containsExactly(value(null), Result.Done.DONE);
    }

    @Test
    void answersAnEmptyBatch() {
        assertThat(cluster.send(0, 1_000).results()).isEmpty();
        assertThat(cluster.backend(0).report().waitingCalls()).isZero();
    }

    // --- before there is a view ---

    @Test
    void keepsCallsUntilThereIsAView() {
        Waiting write = cluster.call(0, set("bin", "k", "v"));
        Waiting elsewhere = cluster.call(1, set("bin", "k", "v"));
        assertThat(write.answered()).isFalse();
        assertThat(cluster.backend(0).report().waitingCalls()).isEqualTo(1);
        cluster.activateAtAll(cluster.view(1, chain(1, 0)));
        assertThat(write.result()).isEqualTo(Result.Done.DONE);
        assertThat(write.epoch()).isEqualTo(1);
        assertThat(elsewhere.refusal()).isEqualTo(Reason.MISDIRECTED);
        assertThat(cluster.backend(0).report().waitingCalls()).isZero();
    }

    @Test
    void doesNotCarryOutAnEarlyCallThatHasGivenUp() {
        Waiting write = cluster.send(0, 500, new Call(1, append("bin", "x")),
                new Call(0, list("bin")));
        cluster.time.pass(499 * MILLI);
        assertThat(write.answered()).isFalse();
        cluster.time.pass(MILLI);
        assertThat(reason(write.results().get(0))).isEqualTo(Reason.NOT_READY);
        assertThat(reason(write.results().get(1))).isEqualTo(Reason.NOT_READY);
        assertThat(write.epoch()).isZero();
        cluster.activateAtAll(cluster.view(1, chain(1, 0)));
        assertThat(cluster.call(0, list("bin")).result()).isEqualTo(new Result.Items(List.of()));
    }

    // --- patience ---

    @Test
    void saysWhetherAWriteThatGaveUpWasOrdered() {
        cluster.activateAtAll(cluster.view(1, chain(1, 0, 1)));
        cluster.time.pass(SECOND);
        cluster.network.cutOff(Views.address(1));
        Waiting ordered = cluster.send(0, 500, new Call(1, append("bin", "x")),
                new Call(0, list("bin")), new Call(0, get("bin", "other")));
        assertThat(ordered.answered()).isFalse();
        cluster.time.pass(500 * MILLI);
        assertThat(reason(ordered.results().get(0))).isEqualTo(Reason.PENDING);
        assertThat(reason(ordered.results().get(1))).isEqualTo(Reason.NOT_READY);
        assertThat(ordered.results().get(2)).isEqualTo(value(null));
    }

    @Test
    void answersAWriteLateUnderTheSameIdentity() {
        cluster.activateAtAll(cluster.view(1, chain(1, 0, 1)));
        cluster.network.cutOff(Views.address(1));
        Waiting first = cluster.send(0, 100, new Call(7, append("bin", "x")));
        cluster.time.pass(100 * MILLI);
        assertThat(first.refusal()).isEqualTo(Reason.PENDING);
        cluster.network.reconnect(Views.address(1));
        Waiting again = cluster.send(0, 10_000, new Call(7, append("bin", "x")));
        cluster.time.pass(3 * SECOND);
        assertThat(again.result()).isEqualTo(Result.Done.DONE);
        assertThat(first.results()).hasSize(1);
        assertThat(cluster.call(0, list("bin")).result())
                .isEqualTo(new Result.Items(List.of(Utf8.of("x"))));
    }

    @Test
    void doesNotOrderAWriteThatGaveUpWhileItWasBlocked() {
        cluster.activateAtAll(cluster.view(1, chain(1, 0, 1)));
        cluster.time.pass(SECOND);
        // Backend 1 leaves the chain without hearing of it: the head has to wait for its read leases.
        cluster.network.cutOff(Views.address(1));
        cluster.activate(cluster.view(2, chain(2, 0)), 0);
        Waiting blocked = cluster.send(0, 100, new Call(1, append("bin", "x")));
        cluster.time.pass(100 * MILLI);
        assertThat(blocked.refusal()).isEqualTo(Reason.NOT_READY);
        cluster.time.pass(3 * SECOND);
        assertThat(cluster.call(0, list("bin")).result()).isEqualTo(new Result.Items(List.of()));
    }

    @Test
    void givesUpAtOnceIfNobodyMeansToWait() {
        Waiting impatient = cluster.send(0, 0, new Call(0, get("bin", "k")));
        Waiting odd = cluster.send(0, -5, new Call(0, get("bin", "k")));
        cluster.time.settle();
        assertThat(impatient.refusal()).isEqualTo(Reason.NOT_READY);
        assertThat(odd.refusal()).isEqualTo(Reason.NOT_READY);
    }

    @Test
    void waitsNoLongerThanACallMayLive() {
        Waiting patient = cluster.send(0, Long.MAX_VALUE, new Call(0, get("bin", "k")));
        cluster.time.pass(300 * SECOND - 1);
        assertThat(patient.answered()).isFalse();
        cluster.time.pass(1);
        assertThat(patient.refusal()).isEqualTo(Reason.NOT_READY);
    }

    // --- bounds ---

    @Test
    void refusesWhatIsAboveALimit() {
        cluster.activateAtAll(cluster.view(1, chain(1, 0)));
        String long1k = "x".repeat(1 << 10);
        String long1m = "x".repeat(1 << 20);
        assertThat(cluster.call(0, set(long1k, long1k, long1m)).result())
                .isEqualTo(Result.Done.DONE);
        assertThat(cluster.call(0, set(long1k + "x", "k", "v")).refusal())
                .isEqualTo(Reason.TOO_LARGE);
        assertThat(cluster.call(0, get("b", long1k + "x")).refusal()).isEqualTo(Reason.TOO_LARGE);
        assertThat(cluster.call(0, append("b", long1m + "x")).refusal())
                .isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void refusesToBeToldToForget() {
        cluster.activateAtAll(cluster.view(1, chain(1, 0)));
        assertThat(cluster.call(0, new Mutation.Forget()).refusal()).isEqualTo(Reason.MISDIRECTED);
    }

    @Test
    void holdsABoundedNumberOfBatches() {
        for (int i = 0; i < OpsDesk.BATCHES_MAX; i++) {
            cluster.send(0, 1_000, new Call(0, get("bin", "k")));
        }
        assertThat(cluster.send(0, 1_000, new Call(0, get("bin", "k"))).refusal())
                .isEqualTo(Reason.BUSY);
        cluster.time.pass(SECOND);
        assertThat(cluster.backend(0).report().waitingCalls()).isZero();
        assertThat(cluster.send(0, 1_000, new Call(0, get("bin", "k"))).answered()).isFalse();
    }

    private static Reason reason(Result result) {
        return ((Result.Refused) result).reason();
    }
}
