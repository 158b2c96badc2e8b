package io.binstore.launcher;

import io.binstore.launcher.cluster.LocalCluster;
import io.binstore.launcher.cluster.Name;
import picocli.CommandLine.Command;

/** Ends a process without asking it. */
@Command(name = "kill", mixinStandardHelpOptions = true,
        description = "Ends a process without asking it (SIGKILL).")
final class KillCommand extends ProcessCommand {

    @Override
    String act(LocalCluster cluster, Name name) {
        cluster.kill(name);
        return name + " is killed";
    }
}
