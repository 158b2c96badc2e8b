package io.binstore.keeper.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binstore.keeper.core.Event;
import io.binstore.keeper.core.KeeperReport;
import io.binstore.keeper.core.KeeperReport.BackendState;
import io.binstore.keeper.core.KeeperReport.BackendState.Condition;
import io.binstore.keeper.core.KeeperReport.KeeperState;
import io.binstore.keeper.core.KeeperReport.KeeperState.Role;
import io.binstore.keeper.core.PartitionReport;
import io.binstore.keeper.http.ProblemException;
import io.binstore.keeper.node.KeeperNode;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.message.Request;
import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.Replica;
import io.binstore.protocol.model.View;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The documents of a cluster with something of everything in it. */
class ClusterEndpointTest {

    private static final long SECOND = 1_000_000_000;
    private static final long NOW = 100 * SECOND;

    private static final Chain CHAIN =
            new Chain(7, 1, List.of(new Replica(0, 1), new Replica(2, 7)), List.of(1));
    private static final View VIEW = new View(0xabcL, 7,
            List.of(new Member(0, "http://localhost:7100", 42),
                    new Member(2, "http://localhost:7102", 43)),
            List.of(CHAIN, CHAIN), List.of(), 3);
    private static final List<Event> EVENTS = List.of(
            new Event(4, NOW - 20 * SECOND, Event.Kind.DIED, 6, "http://localhost:7101",
                    "refused twice"),
            new Event(5, NOW - 10 * SECOND, Event.Kind.VIEW_CHANGED, 7, "cluster", "2 chains"));
    private static final KeeperReport REPORT = new KeeperReport(NOW, 0, 123,
            new KeeperReport.Lead(0, 123, 16,
                    NOW - 60 * SECOND),
            VIEW,
            List.of(new KeeperState(0, "http://localhost:7500", Role.LEAD),
                    new KeeperState(1, "http://localhost:7501", Role.DOWN)),
            List.of(new BackendState(0, "http://localhost:7100", 42, Condition.MEMBER, 2, 2, 0,
                    1000, 2000),
                    new BackendState(1, "http://localhost:7101", 0, Condition.UNKNOWN, 0, 0, 0, 0,
                            0)),
            new KeeperReport.Redundancy(2, 3, List.of(0, 1, 1, 0)),
            new KeeperReport.Migrations(1, 8, 4096), 3, EVENTS);

    private KeeperReport report = REPORT;
    private final KeeperNode node = new CannedNode();
    private final ClusterEndpoint endpoint = new ClusterEndpoint(node, () -> NOW,
            () -> Instant.parse("2026-11-22T10:00:00Z"));

    @Test
    void showsTheCluster() {
        assertJson(endpoint.cluster(), """
                {"clusterId":"0000000000000abc","epoch":7,
                 "lead":{"index":0,"id":123,"term":16,"since":"2026-11-22T09:59:00Z"},
                 "keepers":[{"index":0,"address":"http://localhost:7500","state":"lead"},
                            {"index":1,"address":"http://localhost:7501","state":"down"}],
                 "members":[{"index":0,"address":"http://localhost:7100","incarnation":42,"state":"member","heads":2,
                             "replicas":2,"learners":0,"bytes":1000,"bytesLimit":2000},
                            {"index":1,"address":"http://localhost:7101","incarnation":0,"state":"unknown","heads":0,
                             "replicas":0,"learners":0,"bytes":0,"bytesLimit":0}],
                 "partitions":{"total":2,"byCompleteReplicas":{"0":0,"1":1,"2":1,"3":0},"target":3},
                 "migrations":{"running":1,"done":8,"bytesLeft":4096},
                 "lost":{"partitions":3},"events":"/actuator/cluster/events"}""");
    }

    @Test
    void showsThatNobodyLeadsAndNothingIsFounded() {
        report = new KeeperReport(NOW, 0, 123, null, null, List.of(), List.of(),
                new KeeperReport.Redundancy(0, 3, List.of()), new KeeperReport.Migrations(0, 0, 0),
                0, List.of());
        assertJson(endpoint.cluster(), """
                {"clusterId":null,"epoch":0,"lead":null,"keepers":[],"members":[],
                 "partitions":{"total":0,"byCompleteReplicas":{},"target":3},
                 "migrations":{"running":0,"done":0,"bytesLeft":0},
                 "lost":{"partitions":0},"events":"/actuator/cluster/events"}""");
        assertJson(endpoint.part("events", null), "{\"events\":[],\"last\":0}");
    }

    @Test
    void showsEventsAfterTheOnesTheCallerKnows() {
        assertJson(endpoint.part("events", "4"), """
                {"events":[{"sequence":5,"time":"2026-11-22T09:59:50Z","kind":"view-changed","epoch":7,
                            "subject":"cluster","detail":"2 chains"}],"last":5}""");
        assertJson(endpoint.part("events", "999999999999999999"), "{\"events\":[],\"last\":5}");
        assertThat(
                JSON.readTree(JSON.writeValueAsString(endpoint.part("events", null))).get("events"))
                .hasSize(2);
    }

    @Test
    void showsAPartition() {
        assertJson(endpoint.item("partitions", "1"), """
                {"partition":1,"version":7,"replicas":[0,2],"complete":[0],"learners":[1],
                 "history":[{"epoch":1,"time":"2026-11-22T09:58:20Z","replicas":[0]},
                            {"epoch":7,"time":"2026-11-22T09:59:50Z","replicas":[0,2]}]}""");
    }

    @Test
    void refusesWhatIsNoNumber() {
        for (String bad : List.of("", "-1", "1.5", "0x1", "4,5", "9999999999999999999", "٣")) {
            assertThatThrownBy(() -> endpoint.part("events", bad)).as(bad)
                    .isInstanceOf(ProblemException.class)
                    .hasMessageStartingWith("after: must be a whole number");
            assertThatThrownBy(() -> endpoint.item("partitions", bad)).as(bad)
                    .isInstanceOf(ProblemException.class)
                    .hasMessageStartingWith("partition: must be a whole number");
        }
    }

    @Test
    void findsNothingBesideEventsAndPartitions() {
        assertThatThrownBy(() -> endpoint.part("partitions", null))
                .hasMessageContaining("no part 'partitions'");
        assertThatThrownBy(() -> endpoint.item("events", "1"))
                .hasMessageContaining("no part 'events/1'");
        assertThatThrownBy(() -> endpoint.item("partitions", "2"))
                .hasMessageContaining("no partition 2");
        assertThatThrownBy(() -> endpoint.item("partitions", "4294967297"))
                .hasMessageContaining("no partition 42949");
    }

    @Test
    void measuresTheCluster() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        new KeeperMetrics(node).bindTo(registry);
        assertThat(registry.get("binstore.keeper.lead").gauge().value()).isEqualTo(1);
        assertThat(registry.get("binstore.keeper.epoch").gauge().value()).isEqualTo(7);
        assertThat(registry.get("binstore.keeper.members").gauge().value()).isEqualTo(2);
        assertThat(registry.get("binstore.keeper.migrations").gauge().value()).isEqualTo(1);
        assertThat(registry.get("binstore.keeper.lost").gauge().value()).isEqualTo(3);
        assertThat(registry.get("binstore.keeper.partitions").tag("replicas", "2").gauge().value())
                .isEqualTo(1);
        assertThat(registry.get("binstore.keeper.partitions").tag("replicas", "3").gauge().value())
                .isZero();
    }

    private static final JsonMapper JSON = new JsonMapper();

    private static void assertJson(Object document, String expected) {
        assertThat(JSON.writeValueAsString(document)).isEqualTo(JSON.readTree(expected).toString());
    }

    private final class CannedNode implements KeeperNode {

        @Override
        public Reply answer(Request request) {
            throw new AssertionError("nobody asks for this here");
        }

        @Override
        public KeeperReport report() {
            return report;
        }

        @Override
        public @Nullable PartitionReport partition(int partition) {
            return partition != 1
                    ? null
                    : new PartitionReport(1, CHAIN, List.of(0),
                            List.of(new PartitionReport.Change(1, 0, List.of(0)),
                                    new PartitionReport.Change(7, NOW - 10 * SECOND,
                                            List.of(0, 2))));
        }
    }
}
