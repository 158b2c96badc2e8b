package io.binstore.protocol.wire;

import io.binstore.protocol.message.Call;
import io.binstore.protocol.message.OpsRequest;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Operation;
import io.binstore.protocol.operation.Read;

/** What a batch of operations must keep to, however it came. */
public final class OpsRules {

    private OpsRules() {
    }

    /**
     * Checks a batch that came as a message, whose shape says less than the public one.
     *
     * @throws InvalidOps if it is to be refused whole
     */
    public static void check(OpsRequest request) {
        if (request.calls().size() > OpsRequest.CALLS_MAX) {
            throw tooMany();
        }
        refuseIf(request.lowest() < 0, "lowest", "must be from 0");
        refuseIf(request.waitMillis() < 0, "waitMillis", "must be from 0");
        for (int i = 0; i < request.calls().size(); i++) {
            Call call = request.calls().get(i);
            Operation operation = call.operation();
            refuseIf(operation instanceof Mutation.Forget, i, "op", "unknown operation");
            refuseIf(call.sequence() < 0, i, "seq", "must be from 1");
            if (operation instanceof Read.Keys keys) {
                checkLimit(keys.limit(), i);
            } else if (operation instanceof Read.ListKeys keys) {
                checkLimit(keys.limit(), i);
            }
        }
        checkIdentities(request);
    }

    private static void checkLimit(int limit, int index) {
        refuseIf(limit < 0 || limit > OpFields.LIMIT_MAX, index, "limit",
                "must be from 1 to " + OpFields.LIMIT_MAX);
    }

    static InvalidOps tooMany() {
        return new InvalidOps(Problem.TOO_LARGE, "ops",
                "more than " + OpsRequest.CALLS_MAX + " operations in a batch");
    }

    /** Mutations of a client that names itself are numbered, and nothing else is. */
    static void checkIdentities(OpsRequest request) {
        boolean identified = !request.client().equals(OpsCodec.ANONYMOUS);
        for (int i = 0; i < request.calls().size(); i++) {
            Call call = request.calls().get(i);
            boolean needed = identified && call.operation() instanceof Mutation;
            refuseIf(call.operation() instanceof Mutation.Claim && !identified, i, "op",
                    "unknown operation");
            refuseIf(needed && call.sequence() == 0, i, "seq", "missing");
            refuseIf(!needed && call.sequence() != 0, i, "seq",
                    identified ? "a read has none" : "there is no client");
        }
    }

    private static void refuseIf(boolean wrong, int index, String field, String reason) {
        if (wrong) {
            throw new InvalidOps(Problem.INVALID_REQUEST, "ops[" + index + "]." + field, reason);
        }
    }

    private static void refuseIf(boolean wrong, String field, String reason) {
        if (wrong) {
            throw new InvalidOps(Problem.INVALID_REQUEST, field, reason);
        }
    }
}
