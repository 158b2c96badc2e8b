package io.binstore.simulation;

import io.binstore.simulation.command.CrashPointsCommand;
import io.binstore.simulation.command.FingerprintsCommand;
import io.binstore.simulation.command.ScaleCommand;
import io.binstore.simulation.command.ShrinkCommand;
import io.binstore.simulation.command.TrimOptions;
import io.binstore.simulation.command.TwiceCommand;
import io.binstore.simulation.command.WoundsCommand;
import io.binstore.simulation.run.Campaign;
import io.binstore.simulation.run.Judgement;
import io.binstore.simulation.run.Options;
import io.binstore.simulation.run.Outcome;
import io.binstore.simulation.run.ProbeTable;
import io.binstore.simulation.run.SeedRun;
import io.binstore.simulation.run.Tally;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs seeds and reports what failed, each with the command that shows it again. */
@Command(name = "ops/simulate", mixinStandardHelpOptions = true, sortOptions = false,
        subcommands = {CrashPointsCommand.class, TwiceCommand.class, FingerprintsCommand.class,
                ScaleCommand.class, ShrinkCommand.class, WoundsCommand.class},
        description = "The whole system in one thread from one seed: runs seeds, judges each, and"
                + " prints how to see a failed one again.")
public final class Simulate implements Callable<Integer> {

    private static final int FAILURE_LINES = 60;
    private static final long PROGRESS_NANOS = 10_000_000_000L;

    @Option(names = "--seed", defaultValue = "1", description = "the first seed (default 1)")
    private long seed;

    @Option(names = "--count", defaultValue = "1", description = "how many seeds (default 1)")
    private long count;

    @Option(names = "--threads",
            description = "how many seeds run at a time (default: one for each processor)")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--judgement",
            description = "${COMPLETION-CANDIDATES} (default: every third seed CONTRACT)")
    private @Nullable Judgement judgement;

    @Option(names = "--keep-going", description = "do not stop at the first failure")
    private boolean keepGoing;

    @Option(names = "--trace", description = "print the last lines of the trace of every run")
    private int traceLines;

    @Option(names = "--messages", description = "every message is a line of that trace")
    private boolean messages;

    @Option(names = "--probes",
            description = "print the named places in the cores, each with how many runs reached it")
    private boolean probes;

    @Mixin
    private TrimOptions trimOptions = new TrimOptions();

    @Option(names = "--all-probes",
            description = "the same, and fail if no run reached one of them")
    private boolean allProbes;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private long saidNanos = System.nanoTime();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Simulate()).setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private Options options(long each) {
        Options options = Options.of(each).withLines(traceLines).trimmed(trimOptions.trim());
        options = messages ? options.withMessages() : options;
        return judgement == null ? options : options.judgedBy(judgement);
    }

    @Override
    public Integer call() throws InterruptedException {
        Tally tally = new Tally();
        new Campaign(this::options, keepGoing, outcome -> {
            tally.add(outcome);
            tell(outcome, tally);
        }).run(seed, count, threads);
        out().println(tally.summary());
        out().println(tally.states());
        ProbeTable table = new ProbeTable(tally);
        if (probes || allProbes) {
            table.lines().forEach(out()::println);
        }
        tally.failures()
                .forEach(failure -> out().println("failed: " + failure.options().command()));
        out().flush();
        boolean missed = allProbes && !table.missed().isEmpty();
        return tally.failures().isEmpty() && !missed ? 0 : 1;
    }

    private void tell(Outcome outcome, Tally tally) {
        outcome.trace().forEach(out()::println);
        if (!outcome.passed()) {
            tellFailure(outcome);
        }
        if (System.nanoTime() - saidNanos > PROGRESS_NANOS) {
            saidNanos = System.nanoTime();
            out().println(tally.summary());
            out().println(tally.states());
        }
        out().flush();
    }

    /** The same seed again, this time with words. */
    private void tellFailure(Outcome failed) {
        if (failed.trace().isEmpty()) {
            Outcome again = new SeedRun(failed.options().withLines(FAILURE_LINES)).run();
            if (again.traceHash() != failed.traceHash()) {
                out().println("NOT DETERMINISTIC: the second run of this seed went another way");
            }
            again.trace().forEach(out()::println);
        }
        out().printf(Locale.ROOT, "seed %d (%s) FAILED: %s%nreplay: %s%n", failed.options().seed(),
                failed.options().judgement(),
                failed.violation() == null ? "" : failed.violation().getMessage(),
                failed.options().command());
        out().println("make it small: " + failed.options().command()
                .replace("ops/simulate", "ops/simulate shrink").replaceAll(" --trace .*", ""));
    }
}
