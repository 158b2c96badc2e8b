package io.binstore.simulation.run;

import io.binstore.protocol.runtime.Probe;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What many runs came to, together. */
public final class Tally {

    /** Seeds whose new states are counted together. */
    private static final int BATCH = 10_000;
    /** More states than these are not counted, for want of memory. */
    private static final int STATES_MAX = 1 << 23;

    private final long startNanos = System.nanoTime();
    private final List<Outcome> failures = new ArrayList<>();
    private final Map<Probe, Integer> probes = new HashMap<>();
    private final LongSet states = new LongSet(1 << 16);
    /** How many states each of the last batches of seeds was the first to meet. */
    private final List<Integer> newStates = new ArrayList<>(List.of(0));
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
        addStates(outcome.states());
        if (!outcome.passed()) {
            failures.add(outcome);
            failures.sort(Comparator.comparingLong(failed -> failed.options().seed()));
        }
    }

    /** Lowest seed first. */
    public List<Outcome> failures() {
        return failures;
    }

    private void addStates(long[] met) {
        int before = states.size();
        for (long state : met) {
            if (states.size() < STATES_MAX) {
                states.add(state);
            }
        }
        newStates.set(newStates.size() - 1, newStates.getLast() + states.size() - before);
        if (runs % BATCH == 0) {
            newStates.add(0);
        }
    }

    /** In how many runs a named place was reached. */
    public int runsThatHit(Probe probe) {
        return probes.getOrDefault(probe, 0);
    }

    /** Distinct abstract states met, and how many of these each further batch of seeds has added. */
    public String states() {
        return String.format(Locale.ROOT, "%,d abstract states%s, new in each %,d seeds: %s",
                states.size(), states.size() < STATES_MAX ? "" : " (as many as are counted)", BATCH,
                newStates);
    }

    public String summary() {
        return String.format(Locale.ROOT,
                "%d seeds, %d failed, %.1f seeds/s; %d calls, %d with unknown outcome, %d excused losses, longest wait"
                        + " %.1f s",
                runs, failures.size(), runs * 1e9 / (System.nanoTime() - startNanos), calls,
                unknown, losses, longestWaitNanos / 1e9);
    }
}
