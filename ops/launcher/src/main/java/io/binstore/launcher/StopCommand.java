package io.binstore.launcher;

import io.binstore.launcher.cluster.LocalCluster;
import io.binstore.launcher.cluster.Name;
import picocli.CommandLine.Command;

/** Ends a process by asking it to. */
@Command(name = "stop", mixinStandardHelpOptions = true,
        description = "Ends a process by asking it to (SIGTERM).")
final class StopCommand extends ProcessCommand {

    @Override
    String act(LocalCluster cluster, Name name) {
        cluster.stop(name);
        return name + " has stopped";
    }
}
