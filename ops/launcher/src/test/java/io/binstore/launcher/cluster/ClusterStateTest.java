package io.binstore.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ClusterStateTest {

    private static final String DOCUMENT = """
            {"clusterId":"00000000000000ff","epoch":7,
             "lead":{"index":1,"id":123,"term":17,"since":"2026-11-22T10:00:00Z"},
             "keepers":[{"index":0,"address":"http://localhost:7500","state":"down"},
                        {"index":1,"address":"http://localhost:7501","state":"lead"}],
             "members":[{"index":0,"address":"http://localhost:7100","incarnation":42,"state":"member","heads":341,
                         "replicas":1024,"learners":2,"bytes":1048576,"bytesLimit":268435456},
                        {"index":1,"address":"http://localhost:7101","incarnation":43,"state":"down","heads":0,
                         "replicas":0,"learners":0,"bytes":0,"bytesLimit":0}],
             "partitions":{"total":1024,"byCompleteReplicas":{"0":1,"1":4,"2":5,"3":1014},"target":3},
             "migrations":{"running":5,"done":210,"bytesLeft":4096},
             "lost":{"partitions":1},"events":"/actuator/cluster/events"}""";

    @Test
    void readsWhatAKeeperShows() {
        ClusterState state = ClusterState.of(new JsonMapper().readTree(DOCUMENT));
        assertThat(state.epoch()).isEqualTo(7);
        assertThat(state.lead()).isEqualTo(new ClusterState.Lead(1, 17, "2026-11-22T10:00:00Z"));
        assertThat(state.keepers()).containsEntry(0, "down").containsEntry(1, "lead");
        assertThat(state.members()).containsExactly(0);
        assertThat(state.backends().get(0).incarnation()).isEqualTo("42");
        assertThat(state.migrating()).isEqualTo(5);
        assertThat(state.lostPartitions()).isEqualTo(1);
    }

    @Test
    void countsPartitionsWithTooFewCopies() {
        ClusterState state = ClusterState.of(new JsonMapper().readTree(DOCUMENT));
        assertThat(state.partitionsBelow(1)).isEqualTo(1);
        assertThat(state.partitionsBelow(3)).isEqualTo(10);
    }
}
