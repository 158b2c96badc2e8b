package io.binstore.simulation.check;

import io.binstore.protocol.operation.Result;
import io.binstore.simulation.history.CallRecord;
import io.binstore.simulation.history.History;
import io.binstore.simulation.world.Violation;
import io.binstore.simulation.world.World;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The clock numbers of different bins (protocol, section 9): a call made 3 s after another returns no less, on any bin.
 *
 * <p>
 * The lead's pushes make it so; so it is asked only of calls before which one keeper has led all that time.
 */
public final class ClockLagCheck {

    private static final long LAG_NANOS = 3 * World.SECOND;

    private final List<CallRecord> ticks;
    private final List<Long> leaderlessNanos;

    /** @param leaderlessNanos moments at which not exactly one keeper led */
    public ClockLagCheck(History history, List<Long> leaderlessNanos) {
        this.ticks = history.calls().stream()
                .filter(call -> call.result() instanceof Result.ClockValue).toList();
        this.leaderlessNanos = new ArrayList<>(leaderlessNanos);
    }

    public @Nullable Violation violation() {
        for (CallRecord later : ticks) {
            long from = later.invokeNanos() - LAG_NANOS;
            if (leaderlessNanos.stream()
                    .anyMatch(each -> from <= each && each <= later.invokeNanos())) {
                continue;
            }
            for (CallRecord earlier : ticks) {
                if (earlier.returnNanos() <= from
                        && Long.compareUnsigned(value(earlier), value(later)) > 0) {
                    return Violation.of("clock",
                            "3 s later and less: " + earlier + ", then " + later);
                }
            }
        }
        return null;
    }

    private static long value(CallRecord call) {
        return call.result() instanceof Result.ClockValue answer ? answer.clock() : 0;
    }
}
