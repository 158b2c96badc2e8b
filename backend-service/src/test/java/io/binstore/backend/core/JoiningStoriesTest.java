package io.binstore.backend.core;

import static io.binstore.backend.core.ManualTime.MILLI;
import static io.binstore.backend.core.ManualTime.SECOND;
import static io.binstore.backend.core.TestCluster.append;
import static io.binstore.backend.core.TestCluster.binIn;
import static io.binstore.backend.core.TestCluster.get;
import static io.binstore.backend.core.TestCluster.list;
import static io.binstore.backend.core.TestCluster.set;
import static io.binstore.backend.core.TestCluster.value;
import static io.binstore.backend.core.Views.CLUSTER;
import static io.binstore.backend.core.Views.chain;
import static io.binstore.backend.core.Views.grown;
import static io.binstore.backend.core.Views.learning;
import static io.binstore.backend.core.Views.reordered;
import static io.binstore.backend.core.Views.withDead;
import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.backend.core.TestCluster.Waiting;
import io.binstore.protocol.message.Addressee;
import io.binstore.protocol.message.EntriesRequest;
import io.binstore.protocol.message.MigrateReply.Progress;
import io.binstore.protocol.message.PeerRequest;
import io.binstore.protocol.message.SnapshotRequest;
import io.binstore.protocol.message.StatusReply;
import io.binstore.protocol.message.StatusRequest;
import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.Replica;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Result;
import io.binstore.protocol.operation.Result.Reason;
import io.binstore.protocol.runtime.Probe;
import io.binstore.protocol.runtime.Probes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Learners, new replicas, other orders, full stores: what changes while calls go on (protocol, section 7; I9). */
class JoiningStoriesTest {

    private static final String BIN = "bin";

    private final TestCluster cluster = TestCluster.of(3);

    private void found() {
        cluster.activateAtAll(cluster.view(1, learning(chain(1, 0, 1), 2)));
        cluster.time.pass(SECOND);
        cluster.write(0, BIN, 100);
        cluster.migrate(2, 1, 0, 1, 1);
        cluster.time.pass(300 * MILLI);
    }

    // --- learners ---

    @Test
    void aLearnerBecomesAReplica() {
        found();
        assertThat(progress()).singleElement()
                .satisfies(progress -> assertThat(progress.ready()).isTrue());
        cluster.write(0, BIN, 3);
        cluster.network.taken();
        cluster.activateAtAll(cluster.view(2, grown(2, 0, 1, 2)));
        assertThat(incomplete(2)).containsExactly(0);
        cluster.time.pass(20 * MILLI);
        assertThat(incomplete(2)).isEmpty();
        cluster.write(0, BIN, 2);
        assertThat(cluster.replica(2, 0).state().last()).isEqualTo(105);
        Waiting read = cluster.call(2, list(BIN));
        cluster.time.pass(10 * MILLI);
        assertThat(((Result.Items) read.result()).items()).hasSize(105);
        assertThat(snapshotsAsked()).isZero();
    }

    @Test
    void aLearnerKeepsWhatItHasWhenItsSourceHearsFirstOfTheView() {
        found();
        cluster.network.taken();
        cluster.network.lose(sent -> sent.to().equals(Views.address(2)));
        cluster.activate(cluster.view(2, grown(2, 0, 1, 2)), 0, 1);
        cluster.time.pass(400 * MILLI);
        assertThat(cluster.backend(2).report().health().epoch()).isEqualTo(1);
        cluster.network.lose(sent -> false);
        cluster.activate(cluster.view(2, grown(2, 0, 1, 2)), 2);
        cluster.time.pass(SECOND);
        assertThat(incomplete(2)).isEmpty();
        assertThat(snapshotsAsked()).isZero();
    }

    @Test
    void aLearnerGoesOnUnderItsOrderWhenTheHeadDies() {
        found();
        Member dead = cluster.member(0);
        cluster.kill(0);
        cluster.activateAtAll(withDead(cluster.view(2, List.of(1, 2), learning(chain(2, 1), 2)),
                dead));
        cluster.write(1, BIN, 5);
        cluster.time.pass(300 * MILLI);
        // The tail is the same, and so is the order.
        assertThat(cluster.migrate(2, 2, 0, 1, 1).progress()).singleElement()
                .satisfies(progress -> assertThat(progress.ready()).isTrue());
    }

    @Test
    void aLearnerBeginsAgainUnderAnotherOrder() {
        found();
        cluster.network.taken();
        cluster.migrate(2, 1, 0, 1, 1);
        cluster.time.pass(300 * MILLI);
        assertThat(snapshotsAsked()).isZero();
        cluster.activateAtAll(cluster.view(2, learning(chain(2, 0), 2)));
        assertThat(progress()).allSatisfy(progress -> assertThat(progress.epoch()).isEqualTo(1));
        cluster.migrate(2, 2, 0, 0, 2);
        cluster.time.pass(300 * MILLI);
        assertThat(snapshotsAsked()).isEqualTo(1);
        assertThat(cluster.migrate(2, 2, 0, 0, 2).progress()).singleElement()
                .satisfies(progress -> {
                    assertThat(progress.epoch()).isEqualTo(2);
                    assertThat(progress.ready()).isTrue();
                });
    }

    @Test
    void takesNoOrderToLearnWhatItsViewDoesNotSay() {
        cluster.activateAtAll(cluster.view(1, learning(chain(1, 0, 1), 2)));
        assertThat(cluster.migrate(2, 1, 0, 0, 1).progress()).isEmpty();
        assertThat(cluster.migrate(2, 1, 7, 1, 1).progress()).isEmpty();
        assertThat(cluster.migrate(0, 1, 0, 1, 1).progress()).isEmpty();
        assertThat(cluster.migrate(2, 1, 0, 1, 1).progress()).hasSize(1);
    }

    @Test
    void endsALearnerThatTheViewListsNoMore() {
        found();
        cluster.activateAtAll(cluster.view(2, chain(1, 0, 1)));
        cluster.time.pass(SECOND);
        cluster.network.taken();
        cluster.time.pass(SECOND);
        assertThat(cluster.network.taken())
                .noneMatch(sent -> sent.request() instanceof EntriesRequest);
        assertThat(cluster.backend(2).report().health().learners()).isZero();
    }

    @Test
    void losesNothingWhenTheSourceDiesAsTheLearnerBecomesAReplica() {
        found();
        Waiting write = cluster.call(0, set(BIN, "k", "v"));
        cluster.time.pass(10 * MILLI);
        assertThat(write.answered()).isTrue();
        Member dead = cluster.member(1);
        cluster.activate(cluster.view(2, grown(2, 0, 1, 2)), 2);
        cluster.kill(1);
        Chain next = new Chain(3, 1, List.of(new Replica(0, 1), new Replica(2, 2)), List.of());
        cluster.activateAtAll(withDead(cluster.view(3, List.of(0, 2), next), dead));
        Waiting read = cluster.call(2, get(BIN, "k"));
        assertThat(read.answered()).isFalse();
        cluster.time.pass(SECOND);
        assertThat(read.result()).isEqualTo(value("v"));
        assertThat(cluster.replica(2, 0).state().last()).isEqualTo(101);
        assertThat(cluster.backend(2).report().health().bytes()).isPositive();
    }

    @Test
    void fillsAReplicaThatIsTooFarBehindOnce() {
        List<Probe> probes = new ArrayList<>();
        Probes.listen(probes::add);
        found();
        // It becomes a replica with nothing: more than the suffix of its predecessor keeps is missing.
        cluster.activateAtAll(cluster.view(2, chain(2, 0, 1)));
        cluster.time.pass(10 * SECOND);
        cluster.write(0, BIN, 500);
        cluster.activateAtAll(cluster.view(3, grown(3, 0, 1, 2)));
        Waiting write = cluster.call(0, set(BIN, "k", "v"));
        cluster.time.pass(5 * SECOND);
        assertThat(write.result()).isEqualTo(Result.Done.DONE);
        assertThat(incomplete(2)).isEmpty();
        assertThat(cluster.replica(2, 0).state().last()).isEqualTo(601);
        Probes.leave();
        assertThat(probes).containsOnlyOnce(BackendProbe.REPLICA_FILLED_BY_ITS_PREDECESSOR);
        Waiting read = cluster.call(2, get(BIN, "k"));
        cluster.time.pass(10 * MILLI);
        assertThat(read.result()).isEqualTo(value("v"));
    }

    @Test
    void fillsAReplicaWhileWritesGoOn() {
        found();
        cluster.activateAtAll(cluster.view(2, chain(2, 0, 1)));
        cluster.time.pass(10 * SECOND);
        for (int i = 0; i < 60; i++) {
            cluster.call(0, set(BIN, "large" + i, "x".repeat(100_000)));
        }
        cluster.time.pass(SECOND);
        cluster.activateAtAll(cluster.view(3, grown(3, 0, 1, 2)));
        for (int i = 0; i < 300; i++) {
            cluster.call(0, append(BIN, "more" + i));
            cluster.time.pass(MILLI);
        }
        cluster.time.pass(5 * SECOND);
        assertThat(incomplete(2)).isEmpty();
        for (int i = 0; i < 3; i++) {
            assertThat(cluster.replica(i, 0).state().committed()).isEqualTo(460);
        }
    }

    @Test
    void countsALossWhenTheLastCompleteReplicaIsGone() {
        found();
        Member first = cluster.member(0);
        Member second = cluster.member(1);
        cluster.kill(0);
        cluster.kill(1);
        Chain alone = new Chain(3, 1, List.of(new Replica(2, 2)), List.of());
        cluster.activate(withDead(cluster.view(3, List.of(2), alone), first, second), 2);
        assertThat(status(2).lostHeads()).as("the dead may have given leases").isZero();
        cluster.time.pass(3 * SECOND);
        assertThat(status(2).lostHeads()).isEqualTo(1);
        assertThat(cluster.call(2, set(BIN, "k", "v")).result()).isEqualTo(Result.Done.DONE);
    }

    // --- another order ---

    @Test
    void refillsAReplicaThatHasMoreThanTheNewHead() {
        cluster.activateAtAll(cluster.view(1, chain(1, 0, 1)));
        cluster.time.pass(SECOND);
        cluster.write(0, BIN, 100);
        cluster.network.cutOff(Views.address(1));
        Waiting lost = cluster.call(0, append(BIN, "only at the old head"));
        cluster.network.reconnect(Views.address(1));
        cluster.activateAtAll(cluster.view(2, reordered(2, 1, 0)));
        assertThat(lost.refusal()).isEqualTo(Reason.PENDING);
        Waiting write = cluster.call(1, append(BIN, "other"));
        cluster.time.pass(5 * SECOND);
        assertThat(write.result()).isEqualTo(Result.Done.DONE);
        Waiting read = cluster.call(0, list(BIN));
        cluster.time.pass(10 * MILLI);
        assertThat(((Result.Items) read.result()).items()).hasSize(101)
                .endsWith(Utf8.of("other"));
    }

    // --- several partitions ---

    @Test
    void aPartitionThatHasToWaitHoldsNoOtherUp() {
        String waiting = binIn(0, 2);
        String other = binIn(1, 2);
        cluster.activateAtAll(cluster.view(1, chain(1, 0, 1, 2), chain(1, 0, 1)));
        cluster.time.pass(SECOND);
        // Backend 2 asks backend 0 under epoch 2 and not backend 1, which has to wait for the lease it gave.
        cluster.network.lose(sent -> sent.from().equals(Views.address(2))
                && sent.to().equals(Views.address(1)));
        cluster.activateAtAll(cluster.view(2, chain(2, 0, 1), chain(1, 0, 1)));
        cluster.time.pass(50 * MILLI);
        assertThat(incomplete(0)).isEmpty();
        assertThat(incomplete(1)).containsExactly(0);
        Waiting held = cluster.call(0, set(waiting, "k", "v"));
        cluster.time.pass(50 * MILLI);
        for (int i = 0; i < 10; i++) {
            Waiting write = cluster.call(0, set(other, "k" + i, "v"));
            cluster.time.pass(6 * MILLI);
            assertThat(write.answered()).isTrue();
        }
        cluster.network.lose(sent -> false);
        cluster.time.pass(3 * SECOND);
        assertThat(held.result()).isEqualTo(Result.Done.DONE);
    }

    @Test
    void aHeadHearsThatAFullReplicaHasRoomAgain() {
        TestCluster small = new TestCluster(TestCluster.BYTES_MAX, 20_000);
        String replicated = binIn(0, 2);
        String filling = binIn(1, 2);
        small.activateAtAll(small.view(1, chain(1, 0, 1), chain(1, 1)));
        small.time.pass(SECOND);
        small.call(1, set(filling, "large", "x".repeat(30_000)));
        small.time.pass(200 * MILLI);
        assertThat(small.call(1, set(filling, "k", "v")).refusal()).isEqualTo(Reason.FULL);
        Waiting refused = small.call(0, set(replicated, "k", "v"));
        assertThat(refused.refusal()).isEqualTo(Reason.FULL);
        small.time.pass(20 * SECOND);
        assertThat(small.call(0, set(replicated, "k", "v")).refusal()).isEqualTo(Reason.FULL);
        // Nothing is written to the replicated partition meanwhile that could carry the news.
        assertThat(small.call(1, set(filling, "large", "")).result()).isEqualTo(Result.Done.DONE);
        small.time.pass(200 * MILLI);
        Waiting write = small.call(0, set(replicated, "k", "v"));
        small.time.pass(20 * MILLI);
        assertThat(write.result()).isEqualTo(Result.Done.DONE);
    }

    @Test
    void sendsARequestOfABoundedSize() {
        cluster.activateAtAll(cluster.view(1, chain(1, 0, 1)));
        cluster.time.pass(SECOND);
        for (int i = 0; i < 40; i++) {
            cluster.call(0, set(BIN, "k" + i, "x".repeat(500_000)));
        }
        cluster.network.taken();
        cluster.time.pass(SECOND);
        assertThat(cluster.replica(1, 0).state().last()).isEqualTo(40);
        assertThat(cluster.network.taken())
                .filteredOn(sent -> sent.request() instanceof PeerRequest)
                .allSatisfy(sent -> assertThat(((PeerRequest) sent.request()).appends().stream()
                        .mapToLong(append -> append.bytes()).sum()).isLessThan(2 << 20));
    }

    private long snapshotsAsked() {
        return cluster.network.taken().stream().map(TestNetwork.Sent::request)
                .filter(request -> request instanceof SnapshotRequest snapshot
                        && snapshot.snapshot() == 0)
                .count();
    }

    private List<Progress> progress() {
        return status(2).progress();
    }

    private List<Integer> incomplete(int index) {
        return status(index).incomplete();
    }

    private StatusReply status(int index) {
        return (StatusReply) cluster.ask(index,
                new StatusRequest(new Addressee(CLUSTER, cluster.incarnation(index))));
    }
}
