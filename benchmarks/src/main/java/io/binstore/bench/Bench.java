package io.binstore.bench;

import io.binstore.bench.collector.CollectorsCommand;
import io.binstore.bench.growth.GrowthCommand;
import io.binstore.bench.hold.HoldCommand;
import io.binstore.bench.load.Workload;
import io.binstore.bench.memory.MemoryCommand;
import io.binstore.bench.web.WebCommand;
import io.binstore.launcher.cluster.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures binstore and its peers side by side under the same load. */
@Command(name = "ops/bench", sortOptions = false,
        subcommands = {GrowthCommand.class, HoldCommand.class, CollectorsCommand.class,
                MemoryCommand.class, JmhCommand.class, WebCommand.class},
        description = "Starts binstore, Redis and Hazelcast side by side, each with three replicas"
                + " on this machine, puts the same load on one after the other, and compares.")
public final class Bench implements Callable<Integer> {

    @Mixin
    private final Options options = new Options();

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this.")
    private boolean help;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Bench() {
    }

    public static void main(String[] args) {
        CommandLine line = new CommandLine(new Bench());
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof Trouble) {
                System.err.println("bench: " + failure.getMessage());
                return 1;
            }
            throw failure;
        });
        System.exit(line.execute(args));
    }

    @Override
    public Integer call() throws Exception {
        options.settle();
        List<Workload> workloads = new ArrayList<>();
        for (String word : options.workloads) {
            Workload workload = Workload.of(word);
            if (workload == null) {
                throw new ParameterException(spec.commandLine(), "no workload " + word
                        + "; there are " + String.join(", ", Workload.words()));
            }
            workloads.add(workload);
        }
        try (Comparison comparison = new Comparison(options, workloads)) {
            return comparison.run() ? 0 : 1;
        }
    }
}
