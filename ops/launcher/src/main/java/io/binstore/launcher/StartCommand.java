package io.binstore.launcher;

import io.binstore.launcher.cluster.LocalCluster;
import io.binstore.launcher.cluster.Name;
import io.binstore.launcher.cluster.Observer;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;

/** Starts one more process, or one that has ended, again. */
@Command(name = "start", mixinStandardHelpOptions = true,
        description = "Starts a process, one that ended or one more, and waits until the cluster is complete again.")
final class StartCommand extends ProcessCommand {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    String act(LocalCluster cluster, Name name) {
        cluster.start(name);
        Duration took = new Progress(cluster, System.out).await(List.of(name), PATIENCE,
                new Observer(cluster)::missing);
        return name + " runs at " + cluster.layout().address(name)
                + "; the cluster is complete after "
                + Text.seconds(took);
    }
}
