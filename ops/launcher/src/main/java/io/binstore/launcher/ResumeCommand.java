package io.binstore.launcher;

import io.binstore.launcher.cluster.LocalCluster;
import io.binstore.launcher.cluster.Name;
import picocli.CommandLine.Command;

/** Lets a paused process go on. */
@Command(name = "resume", mixinStandardHelpOptions = true,
        description = "Lets a paused process go on (SIGCONT).")
final class ResumeCommand extends ProcessCommand {

    @Override
    String act(LocalCluster cluster, Name name) {
        cluster.resume(name);
        return name + " goes on";
    }
}
