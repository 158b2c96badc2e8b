package io.binstore.backend.core;

import static io.binstore.backend.core.ManualTime.MILLI;
import static io.binstore.backend.core.ManualTime.SECOND;
import static io.binstore.backend.core.TestCluster.append;
import static io.binstore.backend.core.TestCluster.get;
import static io.binstore.backend.core.TestCluster.list;
import static io.binstore.backend.core.TestCluster.set;
import static io.binstore.backend.core.TestCluster.value;
import static io.binstore.backend.core.Views.chain;
import static io.binstore.backend.core.Views.withDead;
import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.backend.core.TestCluster.Waiting;
import io.binstore.protocol.message.ActivateRequest;
import io.binstore.protocol.message.Call;
import io.binstore.protocol.message.FetchViewRequest;
import io.binstore.protocol.message.PeerRequest;
import io.binstore.protocol.message.ReadLeaseRequest;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.model.View;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Result;
import io.binstore.protocol.operation.Result.Reason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three backends and one chain in one thread; the views are made by hand (protocol, sections 5 to 7). */
class ChainStoriesTest {

    private static final String BIN = "bin";

    private final TestCluster cluster = TestCluster.of(3);

    @BeforeEach
    void found() {
        cluster.activateAtAll(cluster.view(1, chain(1, 0, 1, 2)));
        cluster.time.pass(SECOND);
    }

    // --- without faults ---

    @Test
    void hasAWriteAtEveryReplicaWhenItAnswers() {
        Waiting write = cluster.call(0, set(BIN, "k", "v"));
        while (!write.answered()) {
            cluster.time.pass(MILLI / 10);
        }
        assertThat(write.result()).isEqualTo(Result.Done.DONE);
        for (int i = 0; i < 3; i++) {
            assertThat(cluster.replica(i, 0).state().last()).isEqualTo(1);
            Waiting read = cluster.call(i, get(BIN, "k"));
            cluster.time.pass(10 * MILLI);
            assertThat(read.result()).isEqualTo(value("v"));
        }
    }

    @Test
    void needsTwoMessagesDownAndTwoUpForAWrite() {
        Waiting write = cluster.call(0, set(BIN, "k", "v"));
        cluster.network.taken();
        cluster.time.pass(10 * MILLI);
        assertThat(write.answered()).isTrue();
        assertThat(cluster.network.taken())
                .filteredOn(sent -> sent.request() instanceof PeerRequest)
                .extracting(sent -> sent.from() + sent.to())
                .containsExactly("http://b0http://b1", "http://b1http://b2", "http://b1http://b0");
    }

    @Test
    void collectsWritesIntoOneRequestWhileOneIsUnderWay() {
        cluster.network.taken();
        for (int i = 0; i < 500; i++) {
            cluster.call(0, append(BIN, "x" + i));
        }
        cluster.time.pass(20 * MILLI);
        assertThat(cluster.replica(2, 0).state().last()).isEqualTo(500);
        assertThat(cluster.network.taken())
                .filteredOn(sent -> sent.request() instanceof PeerRequest)
                .hasSizeLessThan(10);
    }

    // --- deaths ---

    @Test
    void goesOnWithoutItsTail() {
        cluster.write(0, BIN, 3);
        Waiting write = cluster.call(0, set(BIN, "k", "v"));
        cluster.time.pass(1_500_000);
        Member dead = cluster.member(2);
        cluster.kill(2);
        cluster.time.pass(500 * MILLI);
        assertThat(write.answered()).isFalse();
        cluster.activateAtAll(withDead(cluster.view(2, List.of(0, 1), chain(2, 0, 1)), dead));
        cluster.time.pass(20 * MILLI);
        assertThat(write.result()).isEqualTo(Result.Done.DONE);
        assertSame(0, 1);
        assertAlive(0, 1);
    }

    @Test
    void goesOnWithoutItsMiddle() {
        cluster.write(0, BIN, 3);
        Waiting write = cluster.call(0, set(BIN, "k", "v"));
        cluster.time.pass(MILLI / 2);
        Member dead = cluster.member(1);
        cluster.kill(1);
        cluster.time.pass(500 * MILLI);
        cluster.activateAtAll(withDead(cluster.view(2, List.of(0, 2), chain(2, 0, 2)), dead));
        cluster.time.pass(20 * MILLI);
        assertThat(write.result()).isEqualTo(Result.Done.DONE);
        assertSame(0, 2);
        assertAlive(0, 2);
    }

    @Test
    void answersARepeatAtTheNextHeadOnceAndTheSame() {
        cluster.write(0, BIN, 3);
        cluster.call(0, append(BIN, "item1"));
        Mutation remove = new Mutation.ListRemove(Utf8.of(BIN), Utf8.of("list"), Utf8.of("item1"));
        Waiting lost = cluster.call(0, remove);
        long sequence = cluster.lastSequence();
        cluster.time.pass(1_500_000);
        assertThat(lost.answered()).isFalse();
        Member dead = cluster.member(0);
        cluster.kill(0);
        cluster.activateAtAll(withDead(cluster.view(2, List.of(1, 2), chain(2, 1, 2)), dead));
        Waiting again = cluster.call(1, sequence, remove);
        cluster.time.pass(20 * MILLI);
        assertThat(again.result()).isEqualTo(new Result.Removed(2));
        assertSame(1, 2);
        assertAlive(1, 2);
    }

    @Test
    void carriesOutARepeatOfWhatTheDeadHeadAloneHad() {
        cluster.write(0, BIN, 3);
        cluster.call(0, append(BIN, "y"));
        long sequence = cluster.lastSequence();
        Member dead = cluster.member(0);
        cluster.kill(0);
        cluster.activateAtAll(withDead(cluster.view(2, List.of(1, 2), chain(2, 1, 2)), dead));
        Waiting again = cluster.call(1, sequence, append(BIN, "y"));
        cluster.time.pass(20 * MILLI);
        assertThat(again.result()).isEqualTo(Result.Done.DONE);
        assertThat(cluster.replica(1, 0).state().last()).isEqualTo(4);
        assertSame(1, 2);
    }

    @Test
    void goesOnWithOneAndItHasEverything() {
        cluster.write(0, BIN, 5);
        Waiting write = cluster.call(0, set(BIN, "k", "v"));
        cluster.time.pass(2_500_000);
        Member first = cluster.member(0);
        Member second = cluster.member(1);
        cluster.kill(0);
        cluster.kill(1);
        cluster.activateAtAll(withDead(cluster.view(2, List.of(2), chain(2, 2)), first, second));
        assertThat(write.answered()).isFalse();
        assertThat(cluster.call(2, list(BIN)).result()).isInstanceOf(Result.Items.class);
        assertThat(cluster.call(2, get(BIN, "k")).result()).isEqualTo(value("v"));
        assertThat(cluster.replica(2, 0).state().committed()).isEqualTo(6);
    }

    @Test
    void jumpsOverAViewThatItHasNotHeardOf() {
        cluster.write(0, BIN, 3);
        Waiting write = cluster.call(0, set(BIN, "k", "v"));
        cluster.time.pass(1_500_000);
        Member tail = cluster.member(2);
        Member head = cluster.member(0);
        cluster.kill(2);
        cluster.activate(withDead(cluster.view(2, List.of(0, 1), chain(2, 0, 1)), tail), 0);
        cluster.kill(0);
        cluster.activate(withDead(cluster.view(3, List.of(1), chain(3, 1)), tail, head), 1);
        assertThat(cluster.call(1, get(BIN, "k")).result()).isEqualTo(value("v"));
        assertThat(write.answered()).isFalse();
    }

    // --- read leases ---

    @Test
    void commitsNothingWhileARemovedReplicaMayStillRead() {
        cluster.write(0, BIN, 1);
        cluster.network.cutOff(Views.address(2));
        cluster.activate(cluster.view(2, chain(2, 0, 1)), 0, 1);
        Waiting write = cluster.call(0, set(BIN, "k", "new"));
        int reads = 0;
        for (int i = 0; i < 400 && !write.answered(); i++) {
            cluster.time.pass(10 * MILLI);
            Waiting read = cluster.send(2, 0,
                    new Call(0, get(BIN, "k")));
            cluster.time.settle();
            if (read.refusal() == null) {
                // It does not know of its removal, and nothing else has been acknowledged yet.
                assertThat(write.answered()).isFalse();
                assertThat(read.result()).isEqualTo(value(null));
                reads++;
            }
        }
        assertThat(reads).isBetween(150, 200);
        assertThat(write.result()).isEqualTo(Result.Done.DONE);
        Waiting stale = cluster.send(2, 500,
                new Call(0, get(BIN, "k")));
        cluster.time.pass(500 * MILLI);
        assertThat(stale.refusal()).isEqualTo(Reason.NOT_READY);
    }

    @Test
    void doesNotWaitForARemovedReplicaThatKnowsOfIt() {
        cluster.write(0, BIN, 1);
        cluster.activateAtAll(cluster.view(2, chain(2, 0, 1)));
        Waiting write = cluster.call(0, set(BIN, "k", "new"));
        cluster.time.pass(20 * MILLI);
        assertThat(write.result()).isEqualTo(Result.Done.DONE);
        assertThat(cluster.call(2, get(BIN, "k")).refusal()).isEqualTo(Reason.MISDIRECTED);
    }

    @Test
    void doesNotReadWithoutLeases() {
        cluster.network.lose(sent -> sent.request() instanceof ReadLeaseRequest
                && sent.from().equals(Views.address(1)) && sent.to().equals(Views.address(0)));
        cluster.time.pass(2 * SECOND);
        Waiting read = cluster.call(1, get(BIN, "k"));
        cluster.time.pass(SECOND);
        assertThat(read.answered()).isFalse();
        assertThat(cluster.call(2, get(BIN, "k")).answered()).isTrue();
        cluster.network.lose(sent -> false);
        cluster.time.pass(SECOND);
        assertThat(read.result()).isEqualTo(value(null));
    }

    @Test
    void doesNotUseALeaseOfAViewThatItHasNotAdopted() {
        // Backend 2 hears nothing of epoch 2 but from the grants of its peers.
        cluster.network.lose(sent -> sent.to().equals(Views.address(2))
                || sent.from().equals(Views.address(2))
                        && !(sent.request() instanceof ReadLeaseRequest));
        cluster.activate(cluster.view(2, chain(2, 0, 1)), 0, 1);
        cluster.time.pass(3 * SECOND);
        Waiting write = cluster.call(0, set(BIN, "k", "new"));
        cluster.time.pass(20 * MILLI);
        assertThat(write.result()).isEqualTo(Result.Done.DONE);
        Waiting read = cluster.call(2, get(BIN, "k"));
        cluster.time.pass(SECOND);
        assertThat(read.answered()).isFalse();
        assertThat(cluster.backend(2).report().health().epoch()).isEqualTo(1);
        cluster.network.lose(sent -> false);
        cluster.time.pass(SECOND);
        assertThat(cluster.backend(2).report().health().epoch()).isEqualTo(2);
        assertThat(read.refusal()).isEqualTo(Reason.MISDIRECTED);
    }

    // --- messages ---

    @Test
    void passesAViewOnToPeersThatAreBehind() {
        cluster.network.lose(sent -> sent.request() instanceof FetchViewRequest);
        cluster.activate(cluster.view(2, chain(2, 1, 2)), 1);
        cluster.time.pass(SECOND);
        assertAllAtEpochTwo();
    }

    @Test
    void fetchesAViewFromPeersThatAreAhead() {
        cluster.network.lose(sent -> sent.request() instanceof ActivateRequest);
        cluster.activate(cluster.view(2, chain(2, 1, 2)), 1);
        cluster.time.pass(SECOND);
        assertAllAtEpochTwo();
    }

    private void assertAllAtEpochTwo() {
        for (int i = 0; i < 3; i++) {
            assertThat(cluster.backend(i).report().health().epoch()).isEqualTo(2);
        }
    }

    @Test
    void losesNothingWhenMessagesGetLostOrComeTwice() {
        int[] count = new int[3];
        cluster.network.lose(sent -> sent.request() instanceof PeerRequest && ++count[0] % 3 == 0);
        cluster.network
                .loseAnswers(sent -> sent.request() instanceof PeerRequest && ++count[1] % 4 == 0);
        cluster.network
                .deliverTwice(sent -> sent.request() instanceof PeerRequest && ++count[2] % 2 == 0);
        List<Waiting> writes = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            writes.add(cluster.call(0, append(BIN, "x" + i)));
            cluster.time.pass(7 * MILLI);
        }
        cluster.time.pass(60 * SECOND - MILLI);
        writes.forEach(write -> assertThat(write.result()).isEqualTo(Result.Done.DONE));
        assertSame(0, 1, 2);
        assertThat(items(0)).hasSize(200);
    }

    @Test
    void hearsOfACommitmentAgainWhenTheMessageWasLost() {
        Waiting write = cluster.call(0, set(BIN, "k", "v"));
        cluster.network.lose(sent -> sent.request() instanceof PeerRequest peer
                && !peer.commits().isEmpty());
        cluster.time.pass(SECOND);
        assertThat(cluster.replica(2, 0).state().committed()).isEqualTo(1);
        assertThat(write.answered()).isFalse();
        cluster.network.lose(sent -> false);
        cluster.time.pass(2 * SECOND);
        assertThat(write.result()).isEqualTo(Result.Done.DONE);
    }

    @Test
    void hearsOfACommitmentFromATailThatIsAheadOfItInViews() {
        cluster.network.lose(sent -> sent.to().equals(Views.address(0))
                || sent.request() instanceof FetchViewRequest);
        Waiting write = cluster.call(0, set(BIN, "k", "v"));
        cluster.time.pass(100 * MILLI);
        cluster.activate(cluster.view(2, chain(2, 0, 1)), 1, 2);
        cluster.time.pass(3 * SECOND);
        assertThat(write.answered()).isFalse();
        cluster.network.lose(sent -> false);
        cluster.activate(cluster.view(2, chain(2, 0, 1)), 0);
        cluster.time.pass(SECOND);
        assertThat(write.result()).isEqualTo(Result.Done.DONE);
    }

    private List<Utf8> items(int index) {
        return ((Result.Items) cluster.replica(index, 0).state().table().read(list(BIN))).items();
    }

    private void assertSame(int... indexes) {
        for (int index : indexes) {
            assertThat(items(index)).isEqualTo(items(indexes[0]));
            var state = cluster.replica(index, 0).state();
            assertThat(state.last()).isEqualTo(cluster.replica(indexes[0], 0).state().last());
            assertThat(state.committed()).isEqualTo(state.last());
        }
    }

    private void assertAlive(int... indexes) {
        Waiting write = cluster.call(indexes[0], set(BIN, "alive", "yes"));
        cluster.time.pass(300 * MILLI);
        assertThat(write.result()).isEqualTo(Result.Done.DONE);
        for (int index : indexes) {
            Waiting read = cluster.call(index, get(BIN, "alive"));
            cluster.time.pass(10 * MILLI);
            assertThat(read.result()).isEqualTo(value("yes"));
        }
    }
}
