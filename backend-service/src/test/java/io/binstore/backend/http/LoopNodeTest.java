package io.binstore.backend.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.binstore.protocol.message.Addressee;
import io.binstore.protocol.message.Call;
import io.binstore.protocol.message.OpsReply;
import io.binstore.protocol.message.OpsRequest;
import io.binstore.protocol.message.StatusRequest;
import io.binstore.protocol.model.ClientId;
import io.binstore.protocol.model.RequestId;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.operation.Result;
import io.binstore.protocol.wire.OpsCodec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopNodeTest {

    private static final Utf8 BIN = Utf8.of("b");
    private static final ClientId SELF = new ClientId(1, 2);

    private final List<OpsRequest> handled = new ArrayList<>();
    private final List<RequestId> identities = new ArrayList<>();

    private LoopNode node(LoopNode.Runner client) {
        return node(client, read -> null);
    }

    private LoopNode node(LoopNode.Runner client, LoopNode.Looks looks) {
        return new LoopNode(Runnable::run, (request, then) -> {
            handled.add((OpsRequest) request);
            then.accept(new OpsReply(3, List.of()));
        }, client, looks, () -> {
            throw new IllegalStateException("broken");
        }, new PublishedView(), SELF);
    }

    private static OpsRequest anonymous(Call... calls) {
        return new OpsRequest(OpsCodec.ANONYMOUS, 0, 100, List.of(calls));
    }

    private static Call clock() {
        return new Call(0, new Mutation.Clock(BIN, 0));
    }

    @Test
    void keepsTheOrderOfResultsThatComeInAnother() {
        List<Runnable> late = new ArrayList<>();
        LoopNode node = node((operation, identity, deadlineNanos, then) -> {
            late.addFirst(() -> then
                    .accept(new Result.ClockValue(((Mutation.Clock) operation).atLeast())));
            if (late.size() == 3) {
                late.forEach(Runnable::run);
            }
        });
        List<Result> results = node.execute(anonymous(new Call(0, new Mutation.Clock(BIN, 1)),
                new Call(0, new Mutation.Clock(BIN, 2)), new Call(0, new Mutation.Clock(BIN, 3))),
                1_000);
        assertThat(results).containsExactly(new Result.ClockValue(1), new Result.ClockValue(2),
                new Result.ClockValue(3));
    }

    @Test
    void keepsTheIdentitiesOfItsCaller() {
        LoopNode node = node((operation, identity, deadlineNanos, then) -> {
            identities.add(identity);
            then.accept(Result.Done.DONE);
        });
        ClientId caller = new ClientId(7, 8);
        node.execute(new OpsRequest(caller, 4, 0, List.of(new Call(5, new Mutation.Clock(BIN, 0)),
                new Call(0, new Read.Get(BIN, BIN)))), 1_000);
        node.execute(anonymous(clock()), 1_000);
        assertThat(identities).containsExactly(new RequestId(caller, 5, 4), null, null);
    }

    @Test
    void asksTheLoopOnlyForWhatALookDoesNotSee() {
        Result seen = new Result.Value(Utf8.of("seen"));
        Result answered = new Result.Value(Utf8.of("answered"));
        Utf8 known = Utf8.of("known");
        LoopNode node = node((operation, identity, deadlineNanos, then) -> then.accept(answered),
                read -> read.key().equals(known) ? seen : null);
        Call get = new Call(0, new Read.Get(BIN, known));
        assertThat(node.execute(anonymous(get), 1_000)).containsExactly(seen);
        assertThat(node.execute(anonymous(new Call(0, new Read.Get(BIN, BIN))), 1_000))
                .containsExactly(answered);
        assertThat(node.execute(anonymous(get, get), 1_000)).containsExactly(answered, answered);
        assertThat(node.execute(anonymous(clock()), 1_000)).containsExactly(answered);
    }

    @Test
    void passesADetourOnUnderTheIdentitiesOfItsClient() {
        List<OpsReply> replies = new ArrayList<>();
        List<Long> deadlines = new ArrayList<>();
        LoopNode node = node((operation, identity, deadlineNanos, then) -> {
            identities.add(identity);
            deadlines.add(deadlineNanos);
            then.accept(Result.Done.DONE);
        });
        ClientId caller = new ClientId(7, 8);
        node.execute(new OpsRequest(caller, 4, 300, List.of(new Call(5, new Mutation.Clock(BIN, 0)),
                new Call(6, new Mutation.Clock(BIN, 0)))), replies::add);
        node.execute(new OpsRequest(caller, 4, 300, List.of()), replies::add);
        assertThat(identities).containsExactly(new RequestId(caller, 5, 4),
                new RequestId(caller, 6, 4));
        assertThat(deadlines).containsOnly(300_000_000L);
        assertThat(replies).containsExactly(
                new OpsReply(0, List.of(Result.Done.DONE, Result.Done.DONE)),
                new OpsReply(0, List.of()));
    }

    @Test
    void givesDirectCallsIdentitiesOfItsOwn() {
        LoopNode node = node((operation, identity, deadlineNanos, then) -> {
        });
        node.direct(anonymous(clock(), new Call(0, new Read.Get(BIN, BIN)), clock()));
        node.direct(anonymous(clock()));
        assertThat(handled).extracting(OpsRequest::client).containsOnly(SELF);
        assertThat(handled).extracting(OpsRequest::lowest).containsExactly(1L, 3L);
        assertThat(handled.getFirst().calls()).extracting(Call::sequence).containsExactly(1L, 0L,
                2L);
        assertThat(handled.getLast().calls()).extracting(Call::sequence).containsExactly(3L);
    }

    @Test
    void namesTheLowestCallThatIsStillOpen() {
        DirectIdentities direct = new DirectIdentities(SELF);
        OpsRequest first = direct.identify(anonymous(clock()));
        OpsRequest second = direct.identify(anonymous(clock()));
        direct.answered(second);
        assertThat(direct.identify(anonymous(clock())).lowest()).isEqualTo(1);
        direct.answered(first);
        assertThat(direct.identify(anonymous(clock())).lowest()).isEqualTo(3);
    }

    @Test
    void doesNotWaitForALoopThatFailedOrEnded() {
        LoopNode node = node((operation, identity, deadlineNanos, then) -> {
        });
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(node::report);
        LoopNode ended = new LoopNode(task -> {
            throw new IllegalStateException("closed");
        }, (request, then) -> {
        }, (operation, identity, deadlineNanos, then) -> {
        }, read -> null, () -> null, new PublishedView(), SELF);
        assertThatExceptionOfType(Node.NoAnswer.class)
                .isThrownBy(() -> ended.answer(new StatusRequest(Addressee.ANYBODY)));
    }
}
