package io.binstore.launcher;

import io.binstore.launcher.cluster.Kind;
import io.binstore.launcher.cluster.LocalCluster;
import io.binstore.launcher.cluster.LocalProcess;
import io.binstore.launcher.cluster.Name;
import io.binstore.launcher.cluster.Observer;
import io.binstore.launcher.cluster.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Restarts a whole cluster, one process after another, as an upgrade does. */
@Command(name = "roll", mixinStandardHelpOptions = true, showDefaultValues = true,
        description = "Stops and starts all processes one by one, keepers first and the lead last of"
                + " them; each time the cluster is whole again before the next one goes.")
final class RollCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(180);

    @Option(names = "--pace", paramLabel = "SECONDS", defaultValue = "0",
            description = "At least so long between one backend's start and the next one's stop;"
                    + " 30 for a cluster that may lose another one meanwhile.")
    private int paceSeconds;

    @Override
    public Integer call() throws InterruptedException {
        LocalCluster cluster = Home.cluster();
        Observer observer = new Observer(cluster);
        Progress progress = new Progress(cluster, System.out);
        progress.await(names(cluster), PATIENCE, observer::unsettled);
        for (Name name : order(cluster, observer.lead())) {
            long stopped = System.nanoTime();
            cluster.stop(name);
            List<Name> others = names(cluster);
            boolean alone = others.stream().noneMatch(other -> other.kind() == name.kind());
            if (!alone) {
                progress.await(others, PATIENCE, observer::missing);
            }
            cluster.start(name);
            progress.await(names(cluster), PATIENCE, observer::unsettled);
            System.out.println(name + " is new, and the cluster whole again, after "
                    + Text.seconds(Duration.ofNanos(System.nanoTime() - stopped)));
            if (name.kind() == Kind.BACKEND) {
                TimeUnit.SECONDS.sleep(paceSeconds);
            }
        }
        return 0;
    }

    private static List<Name> names(LocalCluster cluster) {
        return cluster.running().stream().map(LocalProcess::name).toList();
    }

    private static List<Name> order(LocalCluster cluster, @Nullable Integer lead) {
        if (cluster.running(Kind.BACKEND).size() < 2) {
            throw new Trouble("with fewer than two backends a restart loses what is stored");
        }
        List<Name> order = new ArrayList<>(
                cluster.running(Kind.KEEPER).stream().map(LocalProcess::name).toList());
        if (lead != null && order.remove(Name.keeper(lead))) {
            order.add(Name.keeper(lead));
        }
        cluster.running(Kind.BACKEND).forEach(backend -> order.add(backend.name()));
        return order;
    }
}
