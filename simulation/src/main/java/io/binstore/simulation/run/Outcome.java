package io.binstore.simulation.run;

import io.binstore.protocol.runtime.Probe;
import io.binstore.simulation.world.Violation;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What came of a run.
 *
 * @param traceHash over every event; the same seed gives the same
 * @param lastDraw the last random choice; the same seed gives the same
 * @param calls that clients made
 * @param unknown calls whose outcome their clients never learned
 * @param losses partitions whose replicas all died
 * @param longestWaitNanos of a call that was answered
 * @param probes the named places that were reached
 * @param states the abstract states that were met, as hashes
 */
public record Outcome(Options options, @Nullable Violation violation, long traceHash, long lastDraw,
        long events,
        int calls, int unknown, int losses, long longestWaitNanos, Set<Probe> probes,
        long[] states,
        List<String> trace) {

    public boolean passed() {
        return violation == null;
    }
}
