package io.binstore.launcher;

import io.binstore.launcher.cluster.ClusterState;
import io.binstore.launcher.cluster.Kind;
import io.binstore.launcher.cluster.LocalCluster;
import io.binstore.launcher.cluster.LocalProcess;
import io.binstore.launcher.cluster.Name;
import io.binstore.launcher.cluster.Observer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** Shows the cluster. */
@Command(name = "status", mixinStandardHelpOptions = true,
        description = "Shows the processes, the lead keeper, the copies of the data and what was lost.")
final class StatusCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        LocalCluster cluster = Home.cluster();
        Observer observer = new Observer(cluster);
        ClusterState state = observer.state();

        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("process", "pid", "address", "state", "heads", "copies", "filling",
                "memory"));
        for (Kind kind : Kind.values()) {
            for (Name name : cluster.layout().names(kind)) {
                LocalProcess process = cluster.find(name);
                if (process != null || cluster.hasRun(name)) {
                    rows.add(row(cluster, name, process, state));
                }
            }
        }
        Text.table(rows).forEach(System.out::println);
        System.out.println();
        if (state != null && state.epoch() > 0) {
            describe(state);
        }
        String missing = observer.missing();
        System.out.println(missing == null ? "complete: every copy is where it should be"
                : "not complete: " + missing);
        return missing == null ? 0 : 1;
    }

    private static List<String> row(LocalCluster cluster, Name name, @Nullable LocalProcess process,
            @Nullable ClusterState state) {
        String pid = process == null ? "-" : Long.toString(process.pid());
        String condition = process == null ? "not running" : process.isPaused() ? "paused" : "runs";
        ClusterState.Backend backend = name.kind() == Kind.BACKEND && state != null
                ? state.backends().get(name.index())
                : null;
        if (name.kind() == Kind.KEEPER && state != null && process != null && !process.isPaused()) {
            condition = state.keepers().getOrDefault(name.index(), condition);
        } else if (backend != null && process != null && !process.isPaused()) {
            condition = backend.state();
        }
        return List.of(name.toString(), pid, cluster.layout().address(name), condition,
                backend == null ? "" : Integer.toString(backend.heads()),
                backend == null ? "" : Integer.toString(backend.replicas()),
                backend == null ? "" : Integer.toString(backend.learners()),
                backend == null ? ""
                        : Text.bytes(backend.bytes()) + " of " + Text.bytes(backend.bytesLimit()));
    }

    private static void describe(ClusterState state) {
        ClusterState.Lead lead = state.lead();
        System.out.println("cluster " + state.clusterId() + ", epoch " + state.epoch() + ", "
                + (lead == null ? "no lead"
                        : "lead: keeper " + lead.index() + " (term " + lead.term() + ", since "
                                + lead.since() + ")"));
        System.out.println(state.partitions() + " partitions; with so many complete copies: "
                + state.byCompleteReplicas().entrySet().stream()
                        .filter(entry -> entry.getValue() > 0)
                        .map(entry -> entry.getKey() + ": " + entry.getValue())
                        .collect(Collectors.joining(", "))
                + (state.migrating() > 0 ? "; copies on their way: " + state.migrating() : ""));
        System.out.println("lost partitions: " + state.lostPartitions());
    }
}
