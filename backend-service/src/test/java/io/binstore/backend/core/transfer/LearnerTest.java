package io.binstore.backend.core.transfer;

import static io.binstore.backend.core.ManualTime.MILLI;
import static io.binstore.backend.core.ManualTime.SECOND;
import static io.binstore.backend.core.Views.chain;
import static io.binstore.backend.core.Views.grown;
import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.backend.core.BackendObserver;
import io.binstore.backend.core.partition.PartitionReplica;
import io.binstore.backend.core.partition.PartitionState;
import io.binstore.protocol.message.Entry;
import io.binstore.protocol.message.MigrateRequest.Order;
import io.binstore.protocol.message.SnapshotRequest;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Mutation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LearnerTest {

    private final FakeSource host = new FakeSource();
    private final List<Long> learned = new ArrayList<>();
    private final List<Long> loaded = new ArrayList<>();
    private PartitionReplica source;

    @BeforeEach
    void fillSource() {
        source = host.become(chain(1, 0));
        write(10);
    }

    @Test
    void loadsASnapshotAndFollowsTheEntriesAfterIt() {
        Learner learner = learner();
        assertThat(learner.progress().ready()).isFalse();
        host.time.pass(20 * MILLI);
        assertThat(loaded).containsExactly(10L);
        assertThat(learner.progress().ready()).isTrue();
        write(3);
        host.time.pass(100 * MILLI);
        assertThat(learned).containsExactly(11L, 12L, 13L);
        assertThat(state(learner).last()).isEqualTo(13);
        assertThat(state(learner).committed()).isEqualTo(13);
    }

    @Test
    void reportsUnderItsOrder() {
        Learner learner = learner();
        host.time.pass(20 * MILLI);
        assertThat(learner.progress().epoch()).isEqualTo(5);
        assertThat(learner.progress().term()).isEqualTo(16);
        assertThat(learner.progress().bytesDone()).isPositive();
        assertThat(learner.progress().bytesLeft()).isZero();
    }

    @Test
    void isNotReadyOnceItHasNotBeenLevelForAWhile() {
        Learner learner = learner();
        host.time.pass(20 * MILLI);
        host.answersLost = 1;
        host.time.pass(200 * MILLI);
        assertThat(learner.progress().ready()).isFalse();
        host.time.pass(2 * SECOND);
        assertThat(learner.progress().ready()).isTrue();
    }

    @Test
    void asksAQuietSourceLessAndLessOftenAndIsReadyAllTheTime() {
        Learner learner = learner();
        host.time.pass(20 * MILLI);
        host.time.pass(2 * SECOND);
        host.asked.clear();
        for (int i = 0; i < 100; i++) {
            host.time.pass(32 * MILLI);
            assertThat(learner.progress().ready()).isTrue();
        }
        assertThat(host.asked).hasSizeBetween(9, 10);
        host.asked.clear();
        write(1);
        host.time.pass(400 * MILLI);
        assertThat(learned).containsExactly(11L);
        assertThat(host.asked).hasSizeGreaterThan(2);
    }

    @Test
    void isNotReadyWhileEntriesAreMissing() {
        Learner learner = learner();
        host.time.pass(20 * MILLI);
        for (int i = 0; i < 10; i++) {
            writeLarge(20);
            host.time.pass(20 * MILLI);
        }
        assertThat(state(learner).last()).isLessThanOrEqualTo(source.state().last());
        host.time.pass(200 * MILLI);
        assertThat(state(learner).last()).isEqualTo(source.state().last());
        assertThat(learner.progress().ready()).isTrue();
    }

    @Test
    void beginsAgainWhenTheSourceNoLongerKeepsTheEntries() {
        Learner learner = learner();
        host.time.pass(20 * MILLI);
        host.cutOff = true;
        host.time.pass(7 * SECOND);
        write(500);
        host.cutOff = false;
        host.time.pass(2 * SECOND);
        assertThat(loaded).containsExactly(10L, 510L);
        assertThat(state(learner).last()).isEqualTo(510);
        assertThat(learner.progress().ready()).isTrue();
    }

    @Test
    void getsOnlyCommittedEntries() {
        Learner learner = learner();
        host.time.pass(20 * MILLI);
        source.enter(chain(2, 0, 1), false);
        write(5);
        host.time.pass(200 * MILLI);
        assertThat(state(learner).last()).isEqualTo(10);
        learner.follow(2);
        host.time.pass(200 * MILLI);
        assertThat(state(learner).last()).isEqualTo(10);
        assertThat(learned).isEmpty();
    }

    @Test
    void keepsWhatItHasWhenItsSourceTurnsItAway() {
        Learner learner = learner();
        host.time.pass(20 * MILLI);
        // The source has heard first of the view in which the learner is a replica.
        source.enter(grown(2, 0, 1), false);
        host.time.pass(500 * MILLI);
        assertThat(learner.progress().ready()).isFalse();
        assertThat(state(learner).last()).isEqualTo(10);
        assertThat(loaded).containsExactly(10L);
    }

    @Test
    void goesOnWhenTheChainChangesAndItsTailStays() {
        Learner learner = learner();
        host.time.pass(20 * MILLI);
        source.enter(chain(2, 0), false);
        write(3);
        host.time.pass(500 * MILLI);
        assertThat(state(learner).last()).isEqualTo(10);
        learner.follow(2);
        host.time.pass(100 * MILLI);
        assertThat(state(learner).last()).isEqualTo(13);
        assertThat(learner.progress().ready()).isTrue();
        assertThat(loaded).containsExactly(10L);
    }

    @Test
    void goesOnLoadingWhenTheChainChangesAndItsTailStays() {
        writeLarge(200);
        Learner learner = learner();
        host.time.pass(2_500_000);
        assertThat(loaded).isEmpty();
        source.enter(chain(2, 0), false);
        learner.follow(2);
        host.time.pass(SECOND);
        assertThat(loaded).containsExactly(210L);
        assertThat(host.asked.stream().filter(SnapshotRequest.class::isInstance)
                .filter(asked -> ((SnapshotRequest) asked).snapshot() == 0)).hasSize(1);
    }

    @Test
    void handsOverNothingBeforeItsSnapshotIsWhole() {
        writeLarge(200);
        Learner learner = learner();
        host.time.pass(2_500_000);
        assertThat(learner.end()).isNull();
        host.time.pass(SECOND);
        assertThat(loaded).isEmpty();
        assertThat(host.time.pending()).isZero();
    }

    @Test
    void asksNoMoreOnceItHasEnded() {
        Learner learner = learner();
        host.time.pass(20 * MILLI);
        assertThat(state(learner).last()).isEqualTo(10);
        learner.end();
        write(3);
        int asked = host.asked.size();
        host.time.pass(SECOND);
        assertThat(host.asked).hasSizeLessThanOrEqualTo(asked + 1);
        assertThat(state(learner).last()).isEqualTo(10);
    }

    private Learner learner() {
        return new Learner(host, new BackendObserver() {
            @Override
            public void learned(long incarnation, int partition, long origin, Entry entry) {
                learned.add(entry.index());
            }

            @Override
            public void loaded(long incarnation, int partition, long origin, long last,
                    boolean learner) {
                assertThat(learner).isTrue();
                loaded.add(last);
            }
        }, 2, new Order(FakeSource.PARTITION, 0, 5, 16), 1);
    }

    /** What it would hand over now; it goes on as if it had not been asked. */
    private static PartitionState state(Learner learner) {
        @Nullable
        PartitionState state = learner.state();
        assertThat(state).isNotNull();
        return state;
    }

    private void write(int count) {
        for (int i = 0; i < count; i++) {
            host.write(new Mutation.Set(Utf8.of("bin"), Utf8.of("k" + i), Utf8.of("v")));
        }
    }

    private void writeLarge(int count) {
        for (int i = 0; i < count; i++) {
            host.write(new Mutation.Set(Utf8.of("bin"), Utf8.of("large" + i),
                    Utf8.of("x".repeat(20_000))));
        }
    }
}
