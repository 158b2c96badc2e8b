package io.binstore.simulation;

import io.binstore.simulation.run.Judgement;
import io.binstore.simulation.run.Options;
import io.binstore.simulation.run.Outcome;
import io.binstore.simulation.run.SeedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs seeds and reports what failed, each with the command that shows it again.
 *
 * <pre>
 * --seed N         the first seed (default 1)
 * --count N        how many (default 1)
 * --judgement J    contract or chaos (default: every third seed contract)
 * --trace N        print the last N lines of the trace of the last run (default 0)
 * --messages       every message is a line of that trace
 * --keep-going     do not stop at the first failure
 * --probes         print the named places in the code that were reached, and how often
 * </pre>
 */
public final class Simulate {

    private static final int FAILURE_LINES = 60;
    private static final long PROGRESS_NANOS = 10_000_000_000L;

    private long seed = 1;
    private long count = 1;
    private int traceLines;
    private boolean messages;
    private boolean keepGoing;
    private boolean printProbes;
    private @Nullable Judgement judgement;

    private final List<Outcome> failures = new ArrayList<>();
    private final TreeMap<String, Integer> probes = new TreeMap<>();
    private long calls;
    private long unknown;
    private long losses;
    private long longestWaitNanos;

    private Simulate() {
    }

    public static void main(String[] arguments) {
        Simulate simulate = new Simulate();
        try {
            simulate.read(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("simulate: " + e.getMessage());
            System.exit(2);
        }
        System.exit(simulate.run() ? 0 : 1);
    }

    private void read(String[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--keep-going" -> keepGoing = true;
                case "--messages" -> messages = true;
                case "--probes" -> printProbes = true;
                case "--seed" -> seed = number(arguments, ++i);
                case "--count" -> count = number(arguments, ++i);
                case "--trace" -> traceLines = (int) number(arguments, ++i);
                case "--judgement" -> judgement =
                        Judgement.valueOf(value(arguments, ++i).toUpperCase(Locale.ROOT));
                default -> throw new IllegalArgumentException("unknown option " + arguments[i]);
            }
        }
    }

    private static String value(String[] arguments, int index) {
        if (index >= arguments.length) {
            throw new IllegalArgumentException(arguments[index - 1] + " needs a value");
        }
        return arguments[index];
    }

    private static long number(String[] arguments, int index) {
        return Long.parseLong(value(arguments, index));
    }

    private Options options(long each) {
        Options options = Options.of(each);
        options = messages ? options.withMessages() : options;
        return judgement == null ? options : options.judgedBy(judgement);
    }

    private boolean run() {
        long startNanos = System.nanoTime();
        long saidNanos = startNanos;
        long done = 0;
        while (done < count && (keepGoing || failures.isEmpty())) {
            Outcome outcome = new SeedRun(options(seed + done).withLines(traceLines)).run();
            done++;
            note(outcome);
            if (System.nanoTime() - saidNanos > PROGRESS_NANOS) {
                saidNanos = System.nanoTime();
                System.out.println(summary(done, saidNanos - startNanos));
            }
        }
        System.out.println(summary(done, System.nanoTime() - startNanos));
        if (printProbes) {
            probes.forEach(
                    (name, times) -> System.out.printf(Locale.ROOT, "%8d  %s%n", times, name));
        }
        failures.forEach(failure -> System.out.println("failed: " + failure.options().command()));
        return failures.isEmpty();
    }

    private void note(Outcome outcome) {
        calls += outcome.calls();
        unknown += outcome.unknown();
        losses += outcome.losses();
        longestWaitNanos = Math.max(longestWaitNanos, outcome.longestWaitNanos());
        outcome.probes().forEach(probe -> probes.merge(probe, 1, Integer::sum));
        outcome.trace().forEach(System.out::println);
        if (!outcome.passed()) {
            failures.add(outcome);
            print(outcome);
        }
    }

    /** The same seed again, this time with words. */
    private static void print(Outcome failed) {
        Outcome again = failed.trace().isEmpty()
                ? new SeedRun(failed.options().withLines(FAILURE_LINES)).run()
                : failed;
        if (again.traceHash() != failed.traceHash()) {
            System.out.println("NOT DETERMINISTIC: the second run of this seed went another way");
        }
        if (failed.trace().isEmpty()) {
            again.trace().forEach(System.out::println);
        }
        System.out.println("seed " + failed.options().seed() + " (" + failed.options().judgement()
                + ") FAILED: "
                + (failed.violation() == null ? "" : failed.violation().getMessage()));
        System.out.println("replay: " + failed.options().command());
    }

    private String summary(long done, long nanos) {
        return String.format(Locale.ROOT,
                "%d seeds, %d failed, %.1f seeds/s; %d calls, %d with unknown outcome, %d excused losses, longest wait"
                        + " %.1f s",
                done, failures.size(), done * 1e9 / nanos, calls, unknown, losses,
                longestWaitNanos / 1e9);
    }
}
