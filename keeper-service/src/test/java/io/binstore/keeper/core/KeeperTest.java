package io.binstore.keeper.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.protocol.message.Acknowledged;
import io.binstore.protocol.message.DrainRequest;
import io.binstore.protocol.message.KeeperHealthReply;
import io.binstore.protocol.message.Rejected;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.model.View;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whole keepers against fake backends. */
class KeeperTest {

    @Test
    void foundsAClusterOfAllThatAnswer() {
        FakeCluster cluster = new FakeCluster(3, 2, 16);
        cluster.start();

        assertThat(cluster.loop.runUntil(2_000, () -> cluster.redundant(3))).isBetween(0L, 500L);
        assertThat(cluster.leads()).containsExactly(0);
        assertThat(cluster.backends).allMatch(backend -> backend.epoch() == 1);
    }

    @Test
    void replacesACrashedMemberWithinAPoll() {
        FakeCluster cluster = new FakeCluster(4, 1, 16);
        cluster.start();
        cluster.loop.runUntil(5_000, () -> cluster.redundant(3));
        cluster.kill(1);

        assertThat(cluster.loop.runUntil(5_000, () -> !cluster.redundant(3))).isBetween(0L, 1_200L);
        assertThat(cluster.loop.runUntil(5_000, () -> cluster.redundant(3))).isBetween(0L, 2_000L);
    }

    @Test
    void growsFromOneToFive() {
        FakeCluster cluster = new FakeCluster(5, 2, 64);
        for (int i = 1; i < 5; i++) {
            cluster.kill(i);
        }
        cluster.start();
        assertThat(cluster.loop.runUntil(3_000, () -> cluster.redundant(1))).isNotNegative();
        for (int i = 1; i < 5; i++) {
            cluster.boot(i);
            cluster.loop.run(5_000);
        }
        assertThat(cluster.redundant(3)).isTrue();
        assertThat(cluster.keepers.get(0).report().backends())
                .allMatch(b -> b.replicas() == 38 || b.replicas() == 39);
    }

    @Test
    void leadStaysWhenAFewHaveVotedForAnother() {
        FakeCluster cluster = new FakeCluster(5, 2, 16);
        cluster.start();
        cluster.loop.runUntil(5_000, () -> cluster.redundant(3));
        staysWhenAFewHaveVotedForAnother(cluster);
    }

    @Test
    void leadOfAnAdoptedViewStaysThoughAnotherSaysThatItLeads() {
        FakeCluster cluster = new FakeCluster(5, 2, 16);
        cluster.start();
        cluster.loop.runUntil(5_000, () -> cluster.redundant(3));
        cluster.sayings.put(1, new KeeperHealthReply(1, 4711, true, 1, 0));
        cluster.loop.run(2_000);
        staysWhenAFewHaveVotedForAnother(cluster);
    }

    private static void staysWhenAFewHaveVotedForAnother(FakeCluster cluster) {
        FakeBackend voter = cluster.backends.get(4);
        voter.promisedTerm = voter.promisedTerm + 1_601;
        voter.promisedTo = 4711;
        voter.holder = -1;
        int leaderless = 0;
        for (int millis = 0; millis < 2_000; millis++) {
            cluster.loop.run(1);
            leaderless += cluster.leads().isEmpty() ? 1 : 0;
        }

        assertThat(leaderless).isLessThan(20);
        assertThat(cluster.leads()).containsExactly(0);
        assertThat(voter.promisedTo).isNotEqualTo(4711);
        assertThat(cluster.keepers.get(0).report().lead().term()).isEqualTo(voter.promisedTerm);
        assertThat(cluster.redundant(3)).isTrue();
    }

    @Test
    void aLeaseThatWasLeftBehindDoesNotEndATerm() {
        FakeCluster cluster = new FakeCluster(5, 2, 16);
        // It neither answers nor refuses, and only one backend remembers it.
        cluster.silent.add(FakeCluster.keeper(1));
        FakeBackend leased = cluster.backends.get(4);
        leased.holder = 1;
        leased.holderId = 4711;
        leased.leaseEnds = Long.MAX_VALUE;
        cluster.keepers.get(0).start();

        assertThat(cluster.loop.runUntil(4_000, () -> !cluster.leads().isEmpty())).isNotNegative();
        assertThat(cluster.loop.runUntil(9_000, () -> !cluster.leads().equals(List.of(0))))
                .isNegative();
    }

    @Test
    void theLeasesOfOneThatHasGivenUpDoNotHoldUpTheOther() {
        FakeCluster cluster = new FakeCluster(5, 2, 16);
        cluster.sayings.put(1, new KeeperHealthReply(1, 4711, false, 0, 0));
        for (FakeBackend leased : cluster.backends.subList(0, 3)) {
            leased.holder = 1;
            leased.holderId = 4711;
            leased.leaseEnds = cluster.loop.nanos() + 5_000 * FakeLoop.MILLI;
        }
        cluster.keepers.get(0).start();

        assertThat(cluster.loop.runUntil(5_000, () -> cluster.redundant(3))).isBetween(0L, 1_000L);
    }

    @Test
    void anyKeeperPassesADrainOn() {
        FakeCluster cluster = new FakeCluster(4, 2, 16);
        cluster.start();
        cluster.loop.runUntil(5_000, () -> cluster.redundant(3));
        assertThat(drain(cluster, FakeCluster.backend(1), true)).isEqualTo(new Acknowledged());
        assertThat(cluster.loop.runUntil(9_000,
                () -> cluster.keepers.get(0).report().view().member(1) == null)).isNotNegative();
        assertThat(cluster.keepers.get(0).report().backends().get(1).condition())
                .isEqualTo(KeeperReport.BackendState.Condition.LEAVING);

        assertThat(drain(cluster, FakeCluster.backend(1), false)).isEqualTo(new Acknowledged());
        assertThat(cluster.loop.runUntil(9_000,
                () -> cluster.keepers.get(0).report().view().member(1) != null)).isNotNegative();
    }

    @Test
    void refusesToDrainWhoIsNotThere() {
        FakeCluster cluster = new FakeCluster(3, 2, 16);
        cluster.start();
        cluster.loop.runUntil(5_000, () -> cluster.redundant(3));
        cluster.kill(2);
        assertThat(((Rejected) drain(cluster, "http://elsewhere:1", true)).reason())
                .isEqualTo(Rejected.Reason.INVALID);
        assertThat(((Rejected) drain(cluster, FakeCluster.backend(2), true)).reason())
                .isEqualTo(Rejected.Reason.BUSY);
    }

    private static Reply drain(FakeCluster cluster, String backend, boolean drain) {
        List<Reply> replies = new ArrayList<>();
        cluster.keepers.get(1).handle(new DrainRequest(backend, drain), replies::add);
        cluster.loop.runUntil(5_000, () -> !replies.isEmpty());
        return replies.get(0);
    }

    @Test
    void freshBackendOutOfReachOfAMemberWaits() {
        FakeCluster cluster = new FakeCluster(4, 1, 16);
        cluster.kill(3);
        cluster.start();
        cluster.loop.runUntil(5_000, () -> cluster.redundant(3));
        cluster.backends.get(0).unreachable = List.of(3);
        cluster.loop.run(1_500);
        cluster.boot(3);
        cluster.loop.run(10_000);
        assertThat(cluster.keepers.get(0).report().view().member(3)).isNull();
        cluster.backends.get(0).unreachable = List.of();
        assertThat(cluster.loop.runUntil(5_000,
                () -> cluster.keepers.get(0).report().view().member(3) != null)).isNotNegative();
    }

    @Test
    void newcomersOfALargeClusterWaitForEachOther() {
        FakeCluster cluster = new FakeCluster(150, 1, 16);
        cluster.kill(148);
        cluster.kill(149);
        cluster.start();
        cluster.loop.runUntil(10_000, () -> cluster.redundant(3));
        cluster.boot(148);
        assertThat(untilMember(cluster, 148)).isBetween(0L, 2_000L);
        cluster.boot(149);
        assertThat(untilMember(cluster, 149)).isBetween(2_900L, 4_500L);
    }

    /** How many milliseconds it takes until the present run of a backend is a member. */
    private static long untilMember(FakeCluster cluster, int backend) {
        return cluster.loop.runUntil(20_000, () -> {
            View view = cluster.keepers.get(0).report().view();
            return view != null && view.contains(backend,
                    cluster.backends.get(backend).incarnation);
        });
    }

    @Test
    void anotherKeeperTakesOver() {
        FakeCluster cluster = new FakeCluster(3, 3, 16);
        cluster.start();
        cluster.loop.runUntil(2_000, () -> cluster.redundant(3));
        cluster.down.add(FakeCluster.keeper(0));

        assertThat(cluster.loop.runUntil(10_000, () -> cluster.leads().contains(1))).isBetween(0L,
                2_000L);
        cluster.kill(2);
        assertThat(cluster.loop.runUntil(5_000, () -> cluster.redundant(2))).isNotNegative();
    }
}
