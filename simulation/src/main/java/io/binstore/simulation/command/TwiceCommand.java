package io.binstore.simulation.command;

import io.binstore.simulation.twin.Twins;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the same seeds in two virtual machines and compares what they leave. */
@Command(name = "twice", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Runs the same seeds in two virtual machines with different flags and"
                + " compares trace hashes, last draws and counts of events; fails if one differs.")
public final class TwiceCommand implements Callable<Integer> {

    private static final int DIFFERENCES_PRINTED_MAX = 20;

    @Option(names = "--seed", defaultValue = "1", description = "the first seed (default 1)")
    private long seed;

    @Option(names = "--count", defaultValue = "1000", description = "how many seeds (default 1000)")
    private long count;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Twins.Comparison comparison = new Twins(seed, count).compare();
        PrintWriter out = spec.commandLine().getOut();
        comparison.differences().stream().limit(DIFFERENCES_PRINTED_MAX).forEach(out::println);
        out.printf("%d of %d double runs in two virtual machines agree%n", comparison.agreed(),
                count);
        out.flush();
        return comparison.agreed() == count ? 0 : 1;
    }
}
