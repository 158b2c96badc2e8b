package io.binstore.keeper.actuate;

import io.binstore.keeper.core.KeeperReport;
import io.binstore.keeper.core.PartitionReport;
import io.binstore.protocol.model.Replica;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts reports into the words of the interface: states in lower case, moments in UTC. */
final class ClusterDocuments {

    private static final String EVENTS = "/actuator/cluster/events";

    private final WallClock clock;

    ClusterDocuments(WallClock clock) {
        this.clock = clock;
    }

    ClusterDocument cluster(KeeperReport report) {
        return new ClusterDocument(
                report.view() == null ? null : HexFormat.of().toHexDigits(report.view().cluster()),
                report.epoch(), lead(report),
                report.keepers().stream().map(ClusterDocuments::keeper).toList(),
                report.backends().stream().map(ClusterDocuments::member).toList(),
                partitions(report.redundancy()),
                migrations(report.migrations()), new ClusterDocument.Lost(report.lostPartitions()),
                EVENTS);
    }

    private ClusterDocument.@Nullable Lead lead(KeeperReport report) {
        KeeperReport.Lead lead = report.lead();
        return lead == null
                ? null
                : new ClusterDocument.Lead(lead.index(), lead.id(), lead.term(),
                        clock.at(lead.sinceNanos(), report.nanos()));
    }

    private static ClusterDocument.Keeper keeper(KeeperReport.KeeperState keeper) {
        return new ClusterDocument.Keeper(keeper.index(), keeper.address(), kebab(keeper.role()));
    }

    private static ClusterDocument.Member member(KeeperReport.BackendState backend) {
        return new ClusterDocument.Member(backend.index(), backend.address(), backend.incarnation(),
                kebab(backend.condition()), backend.heads(), backend.replicas(), backend.learners(),
                backend.bytes(),
                backend.bytesLimit());
    }

    private static ClusterDocument.Partitions partitions(KeeperReport.Redundancy redundancy) {
        Map<String, Integer> byComplete = new LinkedHashMap<>();
        for (int complete = 0; complete < redundancy.byCompleteReplicas().size(); complete++) {
            byComplete.put(Integer.toString(complete),
                    redundancy.byCompleteReplicas().get(complete));
        }
        return new ClusterDocument.Partitions(redundancy.total(), byComplete, redundancy.target());
    }

    private static ClusterDocument.Migrations migrations(KeeperReport.Migrations migrations) {
        return new ClusterDocument.Migrations(migrations.running(), migrations.done(),
                migrations.bytesLeft());
    }

    /** @param after only events with a higher sequence number */
    ClusterDocument.Events events(KeeperReport report, long after) {
        List<ClusterDocument.Event> events = report.events().stream()
                .filter(event -> event.sequence() > after)
                .map(event -> new ClusterDocument.Event(event.sequence(),
                        clock.at(event.nanos(), report.nanos()),
                        kebab(event.kind()), event.epoch(), event.subject(), event.detail()))
                .toList();
        return new ClusterDocument.Events(events,
                report.events().isEmpty() ? 0 : report.events().getLast().sequence());
    }

    /** @param nowNanos what the keeper's ticker shows now */
    ClusterDocument.Partition partition(PartitionReport report, long nowNanos) {
        List<ClusterDocument.Change> history = report.history().stream().map(change -> {
            Instant time = clock.at(change.nanos(), nowNanos);
            return new ClusterDocument.Change(change.epoch(), time, change.replicas());
        }).toList();
        return new ClusterDocument.Partition(report.partition(), report.chain().version(),
                report.chain().replicas().stream().map(Replica::member).toList(), report.complete(),
                report.chain().learners(), history);
    }

    private static String kebab(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
