package io.binstore.simulation.twin;

import io.binstore.simulation.run.Outcome;
import java.util.Locale;

/** What two runs of one seed must have in common: every event, every choice, and what came of it. */
public record Fingerprint(long seed, long traceHash, long lastDraw, long events, int calls,
        boolean passed) {

    /** What a run has left. */
    public static Fingerprint of(Outcome outcome) {
        return new Fingerprint(outcome.options().seed(), outcome.traceHash(), outcome.lastDraw(),
                outcome.events(), outcome.calls(), outcome.passed());
    }

    /** One line of text, which {@link #parse} reads. */
    public String line() {
        return String.format(Locale.ROOT, "%d %016x %016x %d %d %b", seed, traceHash, lastDraw,
                events, calls, passed);
    }

    /** Reads a line. */
    public static Fingerprint parse(String line) {
        String[] parts = line.split(" ");
        if (parts.length != 6) {
            throw new IllegalArgumentException("no fingerprint: " + line);
        }
        return new Fingerprint(Long.parseLong(parts[0]), Long.parseUnsignedLong(parts[1], 16),
                Long.parseUnsignedLong(parts[2], 16), Long.parseLong(parts[3]),
                Integer.parseInt(parts[4]), Boolean.parseBoolean(parts[5]));
    }
}
