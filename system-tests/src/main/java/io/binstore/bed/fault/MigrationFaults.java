package io.binstore.bed.fault;

import io.binstore.launcher.cluster.Name;
import io.binstore.launcher.cluster.Wait;
import java.time.Duration;
import java.util.List;

/** Deaths while copies are on their way to a backend that joins. */
final class MigrationFaults {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private MigrationFaults() {
    }

    static void killTarget(Ground ground, Episode episode) {
        Name joining = leave(ground);
        join(ground, episode, joining);
        episode.hits(joining, ground.incarnation(joining));
        episode.struck();
        ground.cluster().kill(joining);
        ProcessFaults.stayAway(ground, episode, List.of(joining));
    }

    static void killSource(Ground ground, Episode episode) {
        Name joining = leave(ground);
        List<Name> others = ground.backends();
        join(ground, episode, joining);
        // Every backend is the tail of a share of the partitions.
        Name source = others.getFirst();
        episode.hits(source, ground.incarnation(source));
        episode.struck();
        ground.cluster().kill(source);
        ProcessFaults.stayAway(ground, episode, List.of(source));
    }

    static void killLead(Ground ground, Episode episode) {
        Name joining = leave(ground);
        Name lead = ground.lead();
        episode.hits(lead, "");
        join(ground, episode, joining);
        episode.struck();
        ground.cluster().kill(lead);
        episode.bite(ground.cluster().find(lead) == null, "its process is gone");
        ground.awaitComplete();
        episode.healed();
        ground.cluster().start(lead);
    }

    private static Name leave(Ground ground) {
        Name leaving = ground.backends().getFirst();
        ground.cluster().stop(leaving);
        ground.awaitSettled();
        ground.hold(ground.tempo().paceMillis());
        return leaving;
    }

    private static void join(Ground ground, Episode episode, Name joining) {
        ground.cluster().start(joining);
        long[] learners = new long[1];
        boolean begun =
                Wait.atMost(PATIENCE).until(() -> (learners[0] = ground.migrating()) > 0);
        episode.bite(begun, learners[0] + " copies were on their way");
    }
}
