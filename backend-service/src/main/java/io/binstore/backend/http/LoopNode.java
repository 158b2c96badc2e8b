package io.binstore.backend.http;

import io.binstore.backend.core.BackendReport;
import io.binstore.protocol.message.Call;
import io.binstore.protocol.message.MemberRequest;
import io.binstore.protocol.message.OpsReply;
import io.binstore.protocol.message.OpsRequest;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.message.Request;
import io.binstore.protocol.model.ClientId;
import io.binstore.protocol.model.RequestId;
import io.binstore.protocol.model.View;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Operation;
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.operation.Result;
import io.binstore.protocol.wire.OpsCodec;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands calls to the loop that the backend and its embedded client core run on, and waits for what
 * they answer. Single gets look first at what the backend has itself.
 */
public final class LoopNode implements Node, DirectNode {

    /** Both cores answer by the deadline; this much later something is broken. */
    private static final long GRACE_MILLIS = 5_000;
    /** Messages of other processes are answered from memory. */
    private static final long ANSWER_MILLIS = 10_000;
    /** Half of what a keeper's poll waits. */
    private static final long REPORT_MILLIS = 500;

    /** The backend's side: answers exactly once, on the loop. */
    @FunctionalInterface
    public interface Handler {

        void handle(Request request, Consumer<Reply> then);
    }

    /** The embedded client's side: answers exactly once, on the loop. */
    @FunctionalInterface
    public interface Runner {

        /** @param identity the caller's own, or null */
        void execute(Operation operation, @Nullable RequestId identity, long deadlineNanos,
                Consumer<Result> then);
    }

    /** The backend's own data, from any thread. */
    @FunctionalInterface
    public interface Looks {

        /** What a read answers at this moment, or null if the loop has to be asked. */
        @Nullable
        Result look(Read.Get read);
    }

    private final Executor loop;
    private final Handler backend;
    private final Runner client;
    private final Looks looks;
    private final Supplier<BackendReport> report;
    private final PublishedView view;
    private final DirectIdentities identities;

    /**
     * @param loop throws {@link IllegalStateException} once it has ended
     * @param report asked on the loop
     * @param self who this process is to replicas when it is the caller of a direct call
     */
    public LoopNode(Executor loop, Handler backend, Runner client, Looks looks,
            Supplier<BackendReport> report,
            PublishedView view,
            ClientId self) {
        this.loop = loop;
        this.backend = backend;
        this.client = client;
        this.looks = looks;
        this.report = report;
        this.view = view;
        this.identities = new DirectIdentities(self);
    }

    @Override
    public List<Result> execute(OpsRequest request, long deadlineMillis) {
        if (request.calls().size() == 1
                && request.calls().getFirst().operation() instanceof Read.Get read) {
            Result found = looks.look(read);
            if (found != null) {
                return List.of(found);
            }
        }
        return onLoop(deadlineMillis + GRACE_MILLIS,
                answer -> new Gathering(request.calls().size(), answer::complete)
                        .start(request, TimeUnit.MILLISECONDS.toNanos(deadlineMillis)));
    }

    @Override
    public void execute(OpsRequest request, Consumer<OpsReply> then) {
        if (request.calls().isEmpty()) {
            then.accept(new OpsReply(epoch(), List.of()));
            return;
        }
        new Gathering(request.calls().size(),
                results -> then.accept(new OpsReply(epoch(), results)))
                .start(request, TimeUnit.MILLISECONDS.toNanos(request.waitMillis()));
    }

    private long epoch() {
        View known = view.get();
        return known == null ? 0 : known.epoch();
    }

    @Override
    public OpsReply direct(OpsRequest request) {
        return onLoop(request.waitMillis() + GRACE_MILLIS,
                answer -> direct(request, answer::complete));
    }

    @Override
    public void direct(OpsRequest request, Consumer<OpsReply> then) {
        OpsRequest identified = identities.identify(request);
        backend.handle(identified, reply -> {
            identities.answered(identified);
            then.accept((OpsReply) reply);
        });
    }

    @Override
    public Reply answer(MemberRequest request) {
        return onLoop(ANSWER_MILLIS, answer -> answer(request, answer::complete));
    }

    @Override
    public void answer(MemberRequest request, Consumer<Reply> then) {
        backend.handle(request, then);
    }

    @Override
    public BackendReport report() {
        return onLoop(REPORT_MILLIS, answer -> answer.complete(report.get()));
    }

    @Override
    public @Nullable View view() {
        return view.get();
    }

    private <T> T onLoop(long patienceMillis, Consumer<CompletableFuture<T>> task) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            loop.execute(() -> {
                try {
                    task.accept(answer);
                } catch (RuntimeException e) {
                    answer.completeExceptionally(e);
                }
            });
        } catch (IllegalStateException e) {
            throw new NoAnswer("this backend is stopping");
        }
        try {
            return answer.get(patienceMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new NoAnswer("this backend has not answered in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswer("this backend is stopping");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a turn of the backend failed", e.getCause());
        }
    }

    /** Collects the results of a batch; confined to the loop. */
    private final class Gathering {

        private final Result[] results;
        private final Consumer<List<Result>> answer;
        private int open;

        Gathering(int size, Consumer<List<Result>> answer) {
            this.results = new Result[size];
            this.answer = answer;
            this.open = size;
        }

        void start(OpsRequest request, long deadlineNanos) {
            boolean anonymous = request.client().equals(OpsCodec.ANONYMOUS);
            for (int i = 0; i < results.length; i++) {
                int place = i;
                Call call = request.calls().get(i);
                RequestId identity = anonymous || !(call.operation() instanceof Mutation)
                        ? null
                        : new RequestId(request.client(), call.sequence(), request.lowest());
                client.execute(call.operation(), identity, deadlineNanos, result -> {
                    results[place] = result;
                    if (--open == 0) {
                        answer.accept(Arrays.asList(results));
                    }
                });
            }
        }
    }
}
