package io.binstore.simulation.command;

import io.binstore.simulation.scale.ScaleOptions;
import io.binstore.simulation.scale.ScaleRun;
import io.binstore.simulation.world.Violation;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a large cluster for long, with a join or leave in equal steps. */
@Command(name = "scale", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Runs a large cluster for an hour of virtual time, a join or leave every 30 s,"
                + " and judges it by the contract.")
public final class ScaleCommand implements Callable<Integer> {

    @Option(names = "--seed", defaultValue = "1", description = "default 1")
    private long seed;

    @Option(names = "--backends", defaultValue = "300", description = "default 300")
    private int backends;

    @Option(names = "--spare", defaultValue = "10",
            description = "how many of them are not there at first (default 10)")
    private int spare;

    @Option(names = "--keepers", defaultValue = "10", description = "default 10")
    private int keepers;

    @Option(names = "--clients", defaultValue = "64", description = "default 64")
    private int clients;

    @Option(names = "--partitions", defaultValue = "256", description = "default 256")
    private int partitions;

    @Option(names = "--change", defaultValue = "30",
            description = "seconds from one join or leave to the next (default 30)")
    private int changeSeconds;

    @Option(names = "--minutes", defaultValue = "60",
            description = "of virtual time (default 60)")
    private int minutes;

    @Option(names = "--trace", description = "print the last lines of the trace")
    private int traceLines;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        long startNanos = System.nanoTime();
        ScaleRun run = new ScaleRun(new ScaleOptions(seed, backends, spare, keepers, clients,
                partitions, changeSeconds, minutes), traceLines);
        Violation violation = run.violation();
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        PrintWriter out = spec.commandLine().getOut();
        run.lines().forEach(out::println);
        out.printf(Locale.ROOT, "%s in %.1f s: %s%n", run.summary(), seconds,
                violation == null ? "passed" : "FAILED: " + violation.getMessage());
        out.flush();
        return violation == null ? 0 : 1;
    }
}
