package io.binstore.launcher;

import io.binstore.launcher.cluster.LocalCluster;
import io.binstore.launcher.cluster.Name;
import picocli.CommandLine.Command;

/** Freezes a process. */
@Command(name = "pause", mixinStandardHelpOptions = true,
        description = "Freezes a process where it stands (SIGSTOP).")
final class PauseCommand extends ProcessCommand {

    @Override
    String act(LocalCluster cluster, Name name) {
        cluster.pause(name);
        return name + " is paused; let it go on with: ops/binstore resume " + name;
    }
}
