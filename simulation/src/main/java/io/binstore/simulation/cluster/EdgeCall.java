package io.binstore.simulation.cluster;

import io.binstore.protocol.model.ClientId;
import io.binstore.protocol.model.RequestId;
import io.binstore.protocol.operation.Operation;
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.operation.Result;
import io.binstore.simulation.history.CallRecord;
import io.binstore.simulation.world.Process;
import io.binstore.simulation.world.SimRandomness;
import io.binstore.simulation.world.World;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call by plain HTTP with an {@code Idempotency-Key}: any backend carries it out with the client core inside it; if
 * that backend dies or gives up, the caller repeats the call under the same key at another.
 */
final class EdgeCall {

    private static final long AGAIN_NANOS = 100 * World.MILLISECOND;
    private static final long PATIENCE_NANOS = 5 * World.SECOND;

    private final Cluster cluster;
    private final World world;
    private final SimRandomness random;
    private final CallRecord call;
    private final RequestId identity;
    private final long untilNanos;
    private @Nullable SimBackend last;
    private int attempts;

    EdgeCall(Cluster cluster, SimRandomness random, Operation operation, long deadlineNanos) {
        this.cluster = cluster;
        this.world = cluster.ground().world();
        this.random = random;
        this.call = cluster.ground().history().invoke("edge", operation, world.nowNanos());
        this.identity = new RequestId(new ClientId(random.nextLong(), random.nextLong()), 1, 0);
        this.untilNanos = world.nowNanos() + deadlineNanos;
        world.trace().note("edge", () -> "calls #" + call.invokeOrder() + " " + operation);
    }

    void attempt() {
        if (!call.pending()) {
            return;
        }
        long leftNanos = untilNanos - world.nowNanos();
        if (leftNanos <= 0) {
            end(new Result.Refused(Result.Reason.OUTCOME_UNKNOWN, "the caller gives up"));
            return;
        }
        List<SimBackend> running = new ArrayList<>(
                Cluster.which(cluster.backends(), SimBackend::running));
        if (running.size() > 1) {
            // The one that was asked last may be cut off from where the bin is.
            running.remove(last);
        }
        if (running.isEmpty()) {
            world.after(AGAIN_NANOS, this::attempt);
            return;
        }
        SimBackend backend = running.get(random.below(running.size()));
        last = backend;
        Process process = backend.process();
        int attempt = ++attempts;
        // Now and then the caller loses patience and is carried out by two backends at once.
        world.after(Math.min(leftNanos, PATIENCE_NANOS), () -> again(attempt));
        process.onDeath(() -> world.after(AGAIN_NANOS, () -> again(attempt)));
        process.soon(0, () -> begin(backend, attempt, leftNanos));
    }

    /** As servlet threads do: first a look at what the backend has itself. */
    private void begin(SimBackend backend, int attempt, long leftNanos) {
        Result seen = call.operation() instanceof Read.Get read ? backend.core().look(read) : null;
        if (seen != null) {
            end(seen);
            return;
        }
        backend.edge().execute(call.operation(), identity, leftNanos, result -> {
            boolean gaveUp = result instanceof Result.Refused refused
                    && refused.reason() != Result.Reason.FULL;
            if (gaveUp) {
                world.after(AGAIN_NANOS, () -> again(attempt));
            } else if (result instanceof Result.Refused && attempts > 1) {
                end(new Result.Refused(Result.Reason.OUTCOME_UNKNOWN,
                        "full, but another attempt is on its way"));
            } else {
                end(result);
            }
        });
    }

    private void again(int attempt) {
        if (attempt == attempts) {
            attempt();
        }
    }

    private void end(Result result) {
        if (call.pending()) {
            cluster.ground().history().complete(call, result, world.nowNanos());
            world.trace().mark(result.toString());
            world.trace().note("edge", () -> "returns #" + call.invokeOrder() + " " + result);
        }
    }
}
