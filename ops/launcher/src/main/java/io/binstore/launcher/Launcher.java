package io.binstore.launcher;

import io.binstore.launcher.cluster.Trouble;
import io.binstore.launcher.demo.DemoCommand;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(name = "binstore", mixinStandardHelpOptions = true, version = "binstore 0.1.0",
        description = "Runs a binstore cluster on this machine.",
        subcommands = {DemoCommand.class, PrepareCommand.class, UpCommand.class,
                StatusCommand.class, StartCommand.class,
                StopCommand.class, RollCommand.class,
                KillCommand.class, PauseCommand.class, ResumeCommand.class, LogsCommand.class,
                DownCommand.class,
                HelpCommand.class},
        footer = {"", "What runs is remembered in the project's folder run/, or in $BINSTORE_RUN.",
                "Exit code: 0 done, 1 it did not work (status: something is missing), 2 wrong arguments."})
public final class Launcher implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Launcher())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((exception, line, parsed) -> {
                    if (exception instanceof Trouble) {
                        line.getErr().println("binstore: " + exception.getMessage());
                    } else {
                        exception.printStackTrace(line.getErr());
                    }
                    return CommandLine.ExitCode.SOFTWARE;
                });
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "what shall it do? One of: "
                + String.join(", ", List.copyOf(spec.subcommands().keySet())));
    }
}
