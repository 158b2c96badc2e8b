package io.binstore.simulation.run;

import io.binstore.backend.core.BackendReport;
import io.binstore.backend.core.partition.PartitionReplica;
import io.binstore.client.core.ClientReport;
import io.binstore.keeper.core.KeeperReport;
import io.binstore.keeper.core.PartitionReport;
import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.View;
import io.binstore.simulation.cluster.Cluster;
import io.binstore.simulation.cluster.SimBackend;
import io.binstore.simulation.cluster.SimClient;
import io.binstore.simulation.cluster.SimKeeper;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a cluster has come to rest (I12); says what is still missing. */
public final class Convergence {

    private final Cluster cluster;

    public Convergence(Cluster cluster) {
        this.cluster = cluster;
    }

    /** What is missing, or null. */
    public @Nullable String missing() {
        String redundancy = redundancyMissing();
        if (redundancy != null) {
            return redundancy;
        }
        for (SimBackend backend : Cluster.which(cluster.backends(), SimBackend::running)) {
            if (backend.core().report().waitingCalls() > 0) {
                return backend.core().report().waitingCalls() + " calls wait at " + backend;
            }
            String uncommitted = uncommittedAt(backend);
            if (uncommitted != null) {
                return uncommitted;
            }
        }
        for (SimClient client : Cluster.which(cluster.clients(), SimClient::running)) {
            ClientReport report = client.core().report();
            if (client.open() > 0 || report.open() + report.waiting() > 0) {
                return client.open() + " calls of " + client + " are open: " + report;
            }
        }
        return null;
    }

    /** Without calls everybody learns in the end that what was applied is committed. */
    private @Nullable String uncommittedAt(SimBackend backend) {
        for (int partition = 0; partition < cluster.ground().shape().partitions(); partition++) {
            PartitionReplica replica = backend.core().inspect(partition);
            if (replica != null && replica.state().committed() < replica.state().last()) {
                return backend + " does not know that what it has of partition " + partition
                        + " is committed";
            }
        }
        return null;
    }

    /** One lead, one view at all running backends, all of them in it, full and complete chains. */
    public @Nullable String redundancyMissing() {
        List<SimKeeper> leads = Cluster.which(cluster.keepers(), SimKeeper::leads);
        if (leads.size() != 1) {
            return "leads are " + leads;
        }
        KeeperReport report = leads.get(0).core().report();
        View view = report.view();
        if (view == null) {
            return "the lead has no view";
        }
        List<SimBackend> running = Cluster.which(cluster.backends(), SimBackend::running);
        for (SimBackend backend : running) {
            String missing = missingAt(backend, view);
            if (missing != null) {
                return missing;
            }
        }
        int wanted = Math.min(cluster.ground().shape().replicas(), running.size());
        for (int partition = 0; partition < view.chains().size(); partition++) {
            Chain chain = view.chains().get(partition);
            if (chain.replicas().size() != wanted || !chain.learners().isEmpty()) {
                return "partition " + partition + " should have " + wanted + " replicas: " + chain;
            }
            PartitionReport known = leads.get(0).core().partition(partition);
            if (known == null || known.complete().size() != wanted || known.history().isEmpty()) {
                return "the lead knows of partition " + partition + " only " + known;
            }
        }
        return view.members().size() == running.size() ? null : "dead members in " + view;
    }

    private static @Nullable String missingAt(SimBackend backend, View view) {
        BackendReport report = backend.core().report();
        if (!view.equals(report.view())) {
            return backend + " has " + report.view() + ", the lead " + view;
        }
        if (!view.contains(backend.index(), report.health().incarnation())) {
            return backend + " is no member of " + view;
        }
        long replicas =
                view.chains().stream().filter(chain -> chain.contains(backend.index())).count();
        return report.serving() == replicas ? null
                : backend + " has " + report.serving() + " of " + replicas
                        + " replicas complete in " + view;
    }
}
