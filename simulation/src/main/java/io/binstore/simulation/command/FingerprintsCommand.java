package io.binstore.simulation.command;

import io.binstore.simulation.run.Campaign;
import io.binstore.simulation.run.Options;
import io.binstore.simulation.twin.Fingerprint;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs seeds and prints nothing but a fingerprint of each. */
@Command(name = "fingerprints", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Runs seeds and prints of each its trace hash, its last draw, how many events"
                + " and calls it had and whether it passed.")
public final class FingerprintsCommand implements Callable<Integer> {

    @Option(names = "--seed", defaultValue = "1", description = "the first seed (default 1)")
    private long seed;

    @Option(names = "--count", defaultValue = "1", description = "how many seeds (default 1)")
    private long count;

    @Option(names = "--threads", defaultValue = "1",
            description = "how many seeds run at a time (default 1)")
    private int threads;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        new Campaign(Options::of, true, outcome -> out.println(Fingerprint.of(outcome).line()))
                .run(seed, count, threads);
        out.flush();
        return 0;
    }
}
