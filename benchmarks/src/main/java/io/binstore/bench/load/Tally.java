package io.binstore.bench.load;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** What came of steps; several threads may tell it. */
final class Tally {

    private final Histogram latency = Outcome.histogram();
    private final Histogram late = Outcome.smallHistogram();
    private long steps;
    private long errors;
    private @Nullable Throwable firstError;

    /** A step is done that counts. */
    synchronized void done(long latencyNanos) {
        steps++;
        Outcome.record(latency, latencyNanos);
    }

    /** A step began so long after its moment, although nothing but the driver kept it. */
    synchronized void began(long lateNanos) {
        Outcome.record(late, lateNanos);
    }

    synchronized void failed(Throwable error) {
        errors++;
        firstError = firstError == null ? error : firstError;
    }

    // Read when all steps have ended.

    synchronized long steps() {
        return steps;
    }

    synchronized long errors() {
        return errors;
    }

    synchronized @Nullable Throwable firstError() {
        return firstError;
    }

    synchronized void addTo(Histogram allLatencies, Histogram allLate) {
        allLatencies.add(latency);
        allLate.add(late);
    }
}
