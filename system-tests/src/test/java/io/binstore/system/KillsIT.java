package io.binstore.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.launcher.cluster.ClusterState;
import io.binstore.launcher.cluster.Name;
import io.binstore.launcher.load.Load;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Backends that are killed while callers work. */
@ExtendWith(SharedCluster.class)
class KillsIT {

    private static final List<String> PLACES = List.of("head", "middle", "tail");

    @Test
    void losesNothingWhenHeadMiddleAndTailOfABinAreKilledOneAfterAnother(TestCluster cluster) {
        cluster.with(3).awaitSettled();
        try (Story story = Story.under(cluster, "head, middle and tail are killed")) {
            for (int place = 0; place < PLACES.size(); place++) {
                Name victim = cluster.chainOf(story.bin()).get(place);
                story.phase("kill -9 of the " + PLACES.get(place) + ", " + victim);
                cluster.kill(victim).awaitComplete();
                story.goOn(500);
                story.phase(victim + " restarts");
                cluster.start(victim).awaitSettled();
            }
            story.mustHaveLostNothing();
        }
    }

    @Test
    void appendsOfManyWritersTakeEffectOnceUnderKills(TestCluster cluster) {
        cluster.with(3);
        // All writers on one bin: one list that everybody appends to, and one head.
        Load.Plan plan = new Load.Plan("crowd", 1, 12, 2, Duration.ofMillis(10));
        try (Story story = Story.under(cluster, "12 writers append to one list", plan)) {
            for (int round = 0; round < 2; round++) {
                Name head = cluster.chainOf(story.bin()).getFirst();
                story.phase("kill -9 of the head, " + head);
                cluster.kill(head);
                story.goOn(500);
                story.phase(head + " restarts");
                cluster.start(head).awaitComplete();
            }
            story.mustHaveLostNothing();
        }
    }

    @Test
    void noticesARestartThatNoPollSaw(TestCluster cluster) {
        cluster.with(3);
        Name victim = cluster.backends().get(1);
        ClusterState.Backend before = cluster.state().backends().get(victim.index());
        try (Story story = Story.under(cluster, "restart between two polls")) {
            story.phase("kill -9 of " + victim + " and restart, the keepers look away");
            cluster.keepers().forEach(cluster::pause);
            cluster.kill(victim).start(victim);
            cluster.awaitAnswer(victim);
            cluster.keepers().forEach(cluster::resume);
            story.phase("the keepers look again");
            cluster.awaitComplete();
            story.mustHaveLostNothing();
        }
        assertThat(cluster.state().backends().get(victim.index()).incarnation())
                .isNotEqualTo(before.incarnation());
    }

    @Test
    void livesOnOneBackendAndGrowsBackToTwo(TestCluster cluster) {
        cluster.with(2);
        try (Story story = Story.under(cluster, "two down to one and back, each once")) {
            for (Name victim : cluster.backends()) {
                story.phase("kill -9 of " + victim + ", one is left");
                cluster.kill(victim).awaitComplete();
                story.goOn(500);
                story.phase(victim + " restarts");
                cluster.start(victim).awaitComplete();
            }
            story.mustHaveLostNothing();
        }
    }
}
