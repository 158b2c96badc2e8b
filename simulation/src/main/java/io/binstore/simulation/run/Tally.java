package io.binstore.simulation.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** What many runs came to, together. */
public final class Tally {

    private final long startNanos = System.nanoTime();
    private final List<Outcome> failures = new ArrayList<>();
    private final TreeMap<String, Integer> probes = new TreeMap<>();
    private long runs;
    private long calls;
    private long unknown;
    private long losses;
    private long longestWaitNanos;

    public void add(Outcome outcome) {
        runs++;
        calls += outcome.calls();
        unknown += outcome.unknown();
        losses += outcome.losses();
        longestWaitNanos = Math.max(longestWaitNanos, outcome.longestWaitNanos());
        outcome.probes().forEach(probe -> probes.merge(probe, 1, Integer::sum));
        if (!outcome.passed()) {
            failures.add(outcome);
            failures.sort(Comparator.comparingLong(failed -> failed.options().seed()));
        }
    }

    /** Lowest seed first. */
    public List<Outcome> failures() {
        return failures;
    }

    /** The named places in the code that were reached, and in how many runs. */
    public SortedMap<String, Integer> probes() {
        return probes;
    }

    public String summary() {
        return String.format(Locale.ROOT,
                "%d seeds, %d failed, %.1f seeds/s; %d calls, %d with unknown outcome, %d excused losses, longest wait"
                        + " %.1f s",
                runs, failures.size(), runs * 1e9 / (System.nanoTime() - startNanos), calls,
                unknown, losses, longestWaitNanos / 1e9);
    }
}
