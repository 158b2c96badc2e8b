package io.binstore.simulation.command;

import io.binstore.simulation.run.Judgement;
import io.binstore.simulation.run.Options;
import io.binstore.simulation.run.SeedRun;
import io.binstore.simulation.shrink.Attempt;
import io.binstore.simulation.shrink.Lanes;
import io.binstore.simulation.shrink.Shrinker;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a failed seed small, and prints how to see it and what happens in it. */
@Command(name = "shrink", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Leaves out of a failed seed what it can do without and still fail in the same"
                + " way; prints the command that replays the rest and its trace, a column for each"
                + " host.")
public final class ShrinkCommand implements Callable<Integer> {

    @Option(names = "--seed", required = true, description = "a seed that fails")
    private long seed;

    @Option(names = "--judgement",
            description = "${COMPLETION-CANDIDATES} (default: every third seed CONTRACT)")
    private @Nullable Judgement judgement;

    @Option(names = "--runs", defaultValue = "2000",
            description = "how many smaller runs to try at most (default 2000)")
    private int runsMax;

    @Option(names = "--lines", defaultValue = "400",
            description = "how many of the last lines of the trace to print (default 400)")
    private int lines;

    @Mixin
    private TrimOptions trimOptions = new TrimOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Options options = Options.of(seed).trimmed(trimOptions.trim());
        Attempt whole = Attempt.of(judgement == null ? options : options.judgedBy(judgement));
        if (whole.failure() == null) {
            out.println("seed " + seed + " passes: there is nothing to shrink");
            out.flush();
            return 1;
        }
        Shrinker shrinker = new Shrinker(Attempt::of, whole, runsMax);
        Attempt small = shrinker.shrink();
        SeedRun told = new SeedRun(small.options().withLines(lines));
        var outcome = told.run();
        Lanes.table(told.story()).forEach(out::println);
        out.println();
        out.println(outcome.violation() == null ? "NOT DETERMINISTIC: it passed this time"
                : outcome.violation().getMessage());
        out.println("faults that happen: " + (small.strikes()
                - small.options().trim().strikes().headSet(small.strikes()).size()) + " of "
                + whole.strikes() + ", after " + shrinker.runs() + " tries");
        out.println("replay: " + small.options().command());
        out.flush();
        return 0;
    }
}
