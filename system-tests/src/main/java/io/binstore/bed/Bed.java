package io.binstore.bed;

import io.binstore.bed.report.Outcome;
import io.binstore.launcher.cluster.Trouble;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command line of the fault bed. */
@Command(name = "bed", mixinStandardHelpOptions = true, showDefaultValues = true,
        description = "Runs backends, keepers and clients as processes, does faults to them, and"
                + " judges what the clients saw by the simulator's checkers.",
        footer = {"", "Exit code: 0 sound, 1 not, 2 wrong arguments."})
public final class Bed implements Callable<Integer> {

    @Mixin
    private Options options = new Options();

    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    static int execute(String... arguments) {
        return new CommandLine(new Bed()).setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((exception, line, parsed) -> {
                    if (exception instanceof Trouble
                            || exception instanceof IllegalArgumentException) {
                        line.getErr().println("bed: " + exception.getMessage());
                    } else {
                        exception.printStackTrace(line.getErr());
                    }
                    return CommandLine.ExitCode.SOFTWARE;
                }).execute(arguments);
    }

    @Override
    public Integer call() throws Exception {
        try (BedRun run = new BedRun(options)) {
            Outcome outcome = run.run();
            return outcome.faults().isEmpty() ? 0 : 1;
        }
    }
}
