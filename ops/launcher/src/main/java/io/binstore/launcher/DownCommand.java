package io.binstore.launcher;

import io.binstore.launcher.cluster.LocalCluster;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Ends the cluster. */
@Command(name = "down", mixinStandardHelpOptions = true,
        description = "Ends all processes. What they stored is gone: it lives in memory.")
final class DownCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        LocalCluster cluster = Home.cluster();
        int processes = cluster.running().size();
        cluster.down();
        System.out.println(
                processes + " processes ended; their logs stay in " + cluster.folder().path());
        return 0;
    }
}
