package io.binstore.simulation.check;

import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Result;
import io.binstore.simulation.history.CallRecord;
import io.binstore.simulation.history.History;
import io.binstore.simulation.world.Violation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The clock numbers of one bin: no two calls get the same, a call that began after another had ended gets a higher one,
 * and none gets less than it asked for.
 *
 * <p>
 * Two calls with a loss between the beginning of one and the end of the other are not compared: numbers given in the last
 * second before all replicas died may be given again.
 */
final class ClockCheck {

    private record Tick(CallRecord call, long atLeast, long value) {
    }

    private final List<Tick> ticks = new ArrayList<>();
    private final List<History.Loss> losses;

    ClockCheck(List<CallRecord> calls, List<History.Loss> losses) {
        this.losses = losses;
        for (CallRecord call : calls) {
            if (call.operation() instanceof Mutation.Clock clock
                    && call.result() instanceof Result.ClockValue answer) {
                ticks.add(new Tick(call, clock.atLeast(), answer.clock()));
            }
        }
        ticks.sort(Comparator.comparingLong(tick -> tick.call().returnOrder()));
    }

    @Nullable
    Violation violation() {
        for (int i = 0; i < ticks.size(); i++) {
            Tick later = ticks.get(i);
            if (Long.compareUnsigned(later.value(), later.atLeast()) < 0) {
                return Violation.of("clock", "less than asked for: " + later.call());
            }
            for (int j = 0; j < i; j++) {
                Violation found = compare(ticks.get(j), later);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private @Nullable Violation compare(Tick first, Tick second) {
        long from = Math.min(first.call().invokeOrder(), second.call().invokeOrder());
        long to = Math.max(first.call().returnOrder(), second.call().returnOrder());
        // At its upper end the clock stands still.
        boolean saturated = first.value() == -1 && second.value() == -1;
        if (saturated
                || losses.stream().anyMatch(loss -> from < loss.until() && loss.order() < to)) {
            return null;
        }
        if (first.value() == second.value()) {
            return Violation.of("clock",
                    "the same number twice: " + first.call() + " and " + second.call());
        }
        boolean inOrder = first.call().returnOrder() < second.call().invokeOrder();
        if (inOrder && Long.compareUnsigned(first.value(), second.value()) > 0) {
            return Violation.of("clock",
                    "a number fell: " + first.call() + ", then " + second.call());
        }
        return null;
    }
}
