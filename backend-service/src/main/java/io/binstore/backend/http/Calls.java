package io.binstore.backend.http;

import io.binstore.protocol.message.Call;
import io.binstore.protocol.message.OpsReply;
import io.binstore.protocol.message.OpsRequest;
import io.binstore.protocol.model.View;
import io.binstore.protocol.operation.Limits;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Result;
import io.binstore.protocol.wire.OpsCodec;
import io.binstore.protocol.wire.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries out the operations of one request the way its headers ask for. */
final class Calls {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Node node;
    private final Limits limits;

    Calls(Node node, Limits limits) {
        this.node = node;
        this.limits = limits;
    }

    /** The epoch that answers name: the active one, or 0. */
    long epoch() {
        View view = node.view();
        return view == null ? 0 : view.epoch();
    }

    /**
     * The results in the order of the calls, each for itself.
     *
     * @throws ProblemException if the Idempotency-Key belongs to another request
     */
    OpsReply run(OpsRequest request, CallOptions options) {
        long startNanos = System.nanoTime();
        OpsRequest identified = options.idempotencyKey() == null
                ? request
                : claim(request, options.idempotencyKey(), options.deadlineMillis());
        @Nullable
        Result[] results = new @Nullable Result[identified.calls().size()];
        List<Call> sound = withinLimits(identified.calls(), results);
        if (sound.isEmpty()) {
            return merge(epoch(), results, List.of());
        }
        long leftMillis = Math.max(1,
                options.deadlineMillis() - (System.nanoTime() - startNanos) / NANOS_PER_MILLI);
        if (options.direct()) {
            long waitMillis = request.waitMillis() > 0 ? Math.min(request.waitMillis(), leftMillis)
                    : leftMillis;
            OpsReply reply = node
                    .direct(new OpsRequest(identified.client(), identified.lowest(), waitMillis,
                            sound));
            return merge(reply.epoch(), results, reply.results());
        }
        List<Result> done = node.execute(
                new OpsRequest(identified.client(), identified.lowest(), leftMillis, sound),
                leftMillis);
        return merge(epoch(), results, done);
    }

    /** Ties the key to this request before any of its operations runs. */
    private OpsRequest claim(OpsRequest request, String key, int deadlineMillis) {
        if (!request.client().equals(OpsCodec.ANONYMOUS)) {
            throw ProblemException.invalid("client",
                    "a body with identities of its own takes no Idempotency-Key");
        }
        if (request.calls().stream().noneMatch(call -> call.operation() instanceof Mutation)) {
            return request;
        }
        Idempotency idempotency = Idempotency.of(key);
        OpsRequest identified = idempotency.identify(request);
        Mutation.Claim claim = idempotency.claim(identified);
        Call call = new Call(idempotency.claimId().sequence(), claim);
        Result result =
                node.execute(new OpsRequest(idempotency.client(), 0, deadlineMillis, List.of(call)),
                        deadlineMillis).getFirst();
        return switch (result) {
            case Result.Claimed found when found.high() == claim.high()
                    && found.low() == claim.low() -> identified;
            case Result.Claimed _ -> throw new ProblemException(Problem.IDEMPOTENCY_CONFLICT,
                    "this Idempotency-Key came with another operation before");
            // The operations themselves have not run, whatever became of the claim.
            case Result.Refused refused when refused.reason() == Result.Reason.OUTCOME_UNKNOWN ->
                    throw new ProblemException(Problem.UNAVAILABLE, refused.detail());
            case Result.Refused refused -> throw ProblemException.of(refused);
            default -> throw new IllegalStateException(
                    "a claim was answered with " + result.getClass());
        };
    }

    /** The calls that may run; each of the others has got its refusal. */
    private List<Call> withinLimits(List<Call> calls, @Nullable Result[] results) {
        List<Call> sound = calls;
        for (int i = 0; i < calls.size(); i++) {
            Call call = calls.get(i);
            String violated = limits.violatedBy(call.operation());
            if (violated != null) {
                results[i] = new Result.Refused(Result.Reason.TOO_LARGE, violated);
                if (sound == calls) {
                    sound = new ArrayList<>(calls.subList(0, i));
                }
            } else if (sound != calls) {
                sound.add(call);
            }
        }
        return sound;
    }

    private static OpsReply merge(long epoch, @Nullable Result[] results, List<Result> done) {
        if (done.size() == results.length) {
            return new OpsReply(epoch, done);
        }
        int next = 0;
        for (int i = 0; i < results.length; i++) {
            if (results[i] == null) {
                results[i] = done.get(next++);
            }
        }
        return new OpsReply(epoch, Arrays.asList(results));
    }
}
