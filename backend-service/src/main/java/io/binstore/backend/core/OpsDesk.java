package io.binstore.backend.core;

import io.binstore.backend.core.partition.PartitionReplica;
import io.binstore.backend.core.partition.Slot;
import io.binstore.protocol.message.Call;
import io.binstore.protocol.message.OpsReply;
import io.binstore.protocol.message.OpsRequest;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.model.RequestId;
import io.binstore.protocol.model.View;
import io.binstore.protocol.operation.Limits;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Operation;
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.operation.Result;
import io.binstore.protocol.runtime.Timers.Cancellable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes batches of calls, hands each to its partition's replica, and answers a batch when all its calls are answered or
 * have waited long enough.
 */
final class OpsDesk {

    /** Batches that wait at once (I11). */
    static final int BATCHES_MAX = 20_000;
    static final long WAIT_MILLIS_MAX = 300_000;

    private final Incarnation node;
    private final Limits limits;
    private final LinkedHashSet<Batch> early = new LinkedHashSet<>();
    private int waiting;

    OpsDesk(Incarnation node, Limits limits) {
        this.node = node;
        this.limits = limits;
    }

    void take(OpsRequest request, Consumer<Reply> then) {
        if (request.calls().isEmpty()) {
            then.accept(new OpsReply(node.epoch(), List.of()));
            return;
        }
        if (waiting >= BATCHES_MAX) {
            List<Result> busy = new ArrayList<>();
            request.calls().forEach(call -> busy
                    .add(new Result.Refused(Result.Reason.BUSY,
                            "too many batches wait at this backend")));
            then.accept(new OpsReply(node.epoch(), busy));
            return;
        }
        Batch batch = new Batch(request, then);
        waiting++;
        View view = node.view();
        if (view == null) {
            BackendProbe.CALLS_CAME_BEFORE_THE_FIRST_VIEW.hit();
            early.add(batch);
        } else {
            dispatch(batch, view);
        }
        batch.waitFor(Math.clamp(request.waitMillis(), 0, WAIT_MILLIS_MAX));
    }

    /** What a read within its limits answers at this moment, or null if it has to be taken. */
    @Nullable
    Result look(Read.Get read) {
        View view = node.view();
        PartitionReplica replica = view == null ? null
                : node.replica(view.partitioning().partitionOf(read.bin()));
        return replica == null ? null : replica.look(read);
    }

    /** There is a view now: looks at the calls that came before it. */
    void viewAdopted(View view) {
        List<Batch> calls = new ArrayList<>(early);
        early.clear();
        calls.forEach(batch -> dispatch(batch, view));
    }

    private void dispatch(Batch batch, View view) {
        List<Call> calls = batch.request.calls();
        for (int i = 0; i < calls.size(); i++) {
            dispatch(batch.slot(i), calls.get(i), batch.request, view);
        }
    }

    private void dispatch(Slot slot, Call call, OpsRequest request, View view) {
        Operation operation = call.operation();
        String violated = limits.violatedBy(operation);
        if (violated != null) {
            slot.answer(new Result.Refused(Result.Reason.TOO_LARGE, violated));
            return;
        }
        PartitionReplica replica = node.replica(view.partitioning().partitionOf(operation.bin()));
        if (replica == null) {
            BackendProbe.CALL_CAME_TO_NO_REPLICA.hit();
            slot.answer(new Result.Refused(Result.Reason.MISDIRECTED,
                    "no replica of the bin's partition"));
            return;
        }
        switch (operation) {
            case Read read -> replica.read(slot, read);
            case Mutation.Forget forget ->
                    slot.answer(new Result.Refused(Result.Reason.MISDIRECTED,
                            "not a caller's operation"));
            case Mutation mutation ->
                    replica.write(slot,
                            new RequestId(request.client(), call.sequence(), request.lowest()),
                            mutation);
        }
    }

    int waiting() {
        return waiting;
    }

    /** One request's calls, each in its slot. */
    private final class Batch {

        private final OpsRequest request;
        private final Consumer<Reply> then;
        private final @Nullable Result[] results;
        private final BitSet ordered = new BitSet();
        private int open;
        private @Nullable Cancellable patience;

        Batch(OpsRequest request, Consumer<Reply> then) {
            this.request = request;
            this.then = then;
            this.results = new Result[request.calls().size()];
            this.open = results.length;
        }

        Slot slot(int index) {
            return new Slot() {
                @Override
                public void answer(Result result) {
                    if (open()) {
                        results[index] = result;
                        open--;
                        finishIfDone();
                    }
                }

                @Override
                public void ordered() {
                    ordered.set(index);
                }

                @Override
                public boolean open() {
                    return results[index] == null;
                }
            };
        }

        void waitFor(long millis) {
            if (open > 0) {
                patience = node.after(millis * 1_000_000L, this::giveUp);
            }
        }

        private void giveUp() {
            early.remove(this);
            for (int i = 0; i < results.length; i++) {
                if (results[i] == null) {
                    boolean pending =
                            ordered.get(i)
                                    && request.calls().get(i).operation() instanceof Mutation;
                    (pending ? BackendProbe.MUTATION_WAITED_IN_VAIN_AND_IS_ORDERED
                            : BackendProbe.CALL_WAITED_IN_VAIN).hit();
                    results[i] = new Result.Refused(
                            pending ? Result.Reason.PENDING : Result.Reason.NOT_READY,
                            "waited " + request.waitMillis() + " ms");
                }
            }
            open = 0;
            finish();
        }

        private void finishIfDone() {
            if (open == 0) {
                if (patience != null) {
                    patience.cancel();
                }
                finish();
            }
        }

        private void finish() {
            waiting--;
            then.accept(new OpsReply(node.epoch(), Arrays.asList(results)));
        }
    }
}
