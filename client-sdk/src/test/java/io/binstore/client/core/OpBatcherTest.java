package io.binstore.client.core;

import static io.binstore.client.core.Fixtures.call;
import static io.binstore.client.core.Fixtures.get;
import static io.binstore.client.core.Fixtures.identity;
import static io.binstore.client.core.Fixtures.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.protocol.message.OpsRequest;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Mutation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpBatcherTest {

    private final FakeTime time = new FakeTime();
    private final List<Batch> sent = new ArrayList<>();
    private final OpBatcher batcher = new OpBatcher("http://a:1", time, time, sent::add);

    private OpenCall addSet(String key) {
        OpenCall call = call(set(key));
        batcher.add(call, false);
        return call;
    }

    private void addForeign(long client, long sequence) {
        batcher.add(
                new OpenCall(set("k"), identity(client, sequence), Long.MAX_VALUE / 2, result -> {
                }), false);
    }

    private List<Integer> sizes() {
        return sent.stream().map(batch -> batch.calls.size()).toList();
    }

    @Test
    void sendsALoneCallAtTheEndOfTheTurn() {
        addSet("k");
        assertThat(sent).isEmpty();
        time.turn();
        assertThat(sizes()).containsExactly(1);
    }

    @Test
    void sharesARequestAmongTheCallsOfATurnInTheirOrder() {
        List<OpenCall> calls = List.of(addSet("1"), addSet("2"), addSet("3"));
        time.turn();
        assertThat(sizes()).containsExactly(3);
        assertThat(sent.get(0).calls).isEqualTo(calls);
    }

    @Test
    void collectsWhileARequestIsUnderWay() {
        addSet("1");
        time.turn();
        addSet("2");
        time.turn();
        addSet("3");
        time.turn();
        assertThat(sizes()).containsExactly(1);
        batcher.done(sent.get(0));
        time.turn();
        assertThat(sizes()).containsExactly(1, 2);
    }

    @Test
    void doesNotLetAHeldUpRequestHoldUpOthersForLong() {
        addSet("held");
        time.turn();
        addSet("next");
        time.passNanos(Lane.PACE_NANOS - 1);
        assertThat(sizes()).containsExactly(1);
        time.passNanos(1);
        assertThat(sizes()).containsExactly(1, 1);
    }

    @Test
    void bridgesTheTimeForWhichABackendMayHoldCallsWithFewRequests() {
        long begin = time.nanos();
        while (time.nanos() - begin < Attempts.WAIT_MILLIS * FakeTime.MILLI * 4 / 5) {
            addSet("k");
            time.passNanos(FakeTime.MILLI / 2);
        }
        assertThat(sent).hasSizeBetween(4, OpBatcher.IN_FLIGHT_MAX - 1);
    }

    @Test
    void boundsTheRequestsUnderWay() {
        for (int i = 0; i < 20 * OpsRequest.CALLS_MAX; i++) {
            addSet("k");
        }
        time.passMillis(10_000);
        assertThat(sizes()).hasSize(OpBatcher.IN_FLIGHT_MAX).containsOnly(OpsRequest.CALLS_MAX);
        batcher.done(sent.get(3));
        time.turn();
        assertThat(sent).hasSize(OpBatcher.IN_FLIGHT_MAX + 1);
    }

    @Test
    void boundsTheBytesOfARequest() {
        Mutation.Set large =
                new Mutation.Set(Utf8.of("b"), Utf8.of("k"), Utf8.of("x".repeat(400_000)));
        for (int i = 0; i < 3; i++) {
            batcher.add(call(large), false);
        }
        time.turn();
        assertThat(sizes()).containsExactly(2);
        Mutation.Set huge =
                new Mutation.Set(Utf8.of("b"), Utf8.of("k"), Utf8.of("x".repeat(3 << 20)));
        batcher.add(call(huge), false);
        time.turn();
        batcher.done(sent.get(0));
        time.turn();
        assertThat(sizes()).as("a call above the bound goes, alone").containsExactly(2, 1, 1);
    }

    @Test
    void keepsReadsAndMutationsApart() {
        addSet("1");
        batcher.add(call(get("2")), false);
        addSet("3");
        time.turn();
        assertThat(sizes()).containsExactly(2, 1);
        assertThat(sent.get(0).lane.mutations).isTrue();
        assertThat(sent.get(1).lane.mutations).isFalse();
    }

    @Test
    void keepsSlowCallsApartInSmallRequests() {
        addSet("fast");
        for (int i = 0; i < Lane.SLOW_CALLS_MAX + 1; i++) {
            batcher.add(call(set("slow")), true);
        }
        time.turn();
        assertThat(sizes()).containsExactly(1, Lane.SLOW_CALLS_MAX);
        time.passNanos(Lane.PACE_NANOS);
        assertThat(sizes()).containsExactly(1, Lane.SLOW_CALLS_MAX, 1);
    }

    @Test
    void sendsACallAloneOnceItFailedTwice() {
        for (int i = 0; i < 3; i++) {
            OpenCall call = call(get("k" + i));
            call.unknowns = i == 1 ? Lane.UNKNOWNS_TOGETHER_MAX : 1;
            batcher.add(call, true);
        }
        for (int i = 0; i < 3; i++) {
            time.passMillis(100);
        }
        assertThat(sizes()).containsExactly(1, 1, 1);
        assertThat(sent.get(1).calls.get(0).unknowns).isEqualTo(Lane.UNKNOWNS_TOGETHER_MAX);
    }

    @Test
    void keepsTheIdentitiesOfClientsApart() {
        addForeign(1, 1);
        addForeign(2, 1);
        addForeign(1, 2);
        addSet("own");
        time.turn();
        assertThat(sizes()).containsExactly(1, 2, 1);
        assertThat(sent.get(0).lane.foreign).isNull();
        assertThat(sent.get(1).calls)
                .allMatch(call -> sent.get(1).lane.foreign.equals(call.foreignClient()));
    }

    @Test
    void boundsTheRequestsUnderForeignIdentitiesAndServesAllInTurn() {
        for (int client = 1; client <= 100; client++) {
            addForeign(client, 1);
        }
        time.passMillis(1_000);
        assertThat(sent).hasSize(OpBatcher.FOREIGN_IN_FLIGHT_MAX);
        for (int i = 0; i < sent.size(); i++) {
            batcher.done(sent.get(i));
            time.turn();
        }
        assertThat(sent).hasSize(100);
        assertThat(batcher.isIdle()).isTrue();
    }

    @Test
    void doesNotSendWhatIsRemoved() {
        OpenCall first = addSet("1");
        OpenCall second = addSet("2");
        batcher.remove(first);
        time.turn();
        assertThat(sent.get(0).calls).containsExactly(second);
    }

    @Test
    void drainsWhatHasNotLeft() {
        addSet("1");
        time.turn();
        OpenCall second = addSet("2");
        OpenCall third = call(get("3"));
        batcher.add(third, true);
        assertThat(batcher.drain()).containsExactly(second, third);
        assertThat(batcher.inFlight()).isEqualTo(sent);
        time.passMillis(1_000);
        assertThat(sizes()).containsExactly(1);
    }
}
