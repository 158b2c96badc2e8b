package io.binstore.backend.core.transfer;

import static io.binstore.backend.core.ManualTime.SECOND;
import static io.binstore.backend.core.Views.chain;
import static io.binstore.backend.core.Views.grown;
import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.backend.core.partition.BinMap;
import io.binstore.backend.core.partition.PartitionReplica;
import io.binstore.backend.core.partition.PartitionState;
import io.binstore.protocol.message.Addressee;
import io.binstore.protocol.message.Rejected;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.message.SnapshotReply;
import io.binstore.protocol.message.SnapshotRequest;
import io.binstore.protocol.message.StatePiece;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.operation.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A whole snapshot on its way from a source to a sink. */
class SnapshotTest {

    private final FakeSource host = new FakeSource();
    private final List<PartitionState> loaded = new ArrayList<>();

    @Test
    void carriesTheWholeState() {
        fillSource(40, 30_000);
        pull();
        assertThat(loaded).hasSize(1);
        assertSameAsSource(loaded.get(0));
        assertThat(host.asked).hasSizeGreaterThan(2);
    }

    @Test
    void carriesAnEmptyPartition() {
        host.become(chain(1, 0));
        pull();
        assertSameAsSource(loaded.get(0));
    }

    @Test
    void goesOnThroughLostAnswers() {
        fillSource(60, 30_000);
        SnapshotSink sink = sink(true);
        sink.pull();
        for (int i = 0; i < 8; i++) {
            host.answersLost = 1;
            host.time.pass(2 * SECOND);
        }
        host.time.pass(SECOND);
        assertThat(loaded).hasSize(1);
        assertSameAsSource(loaded.get(0));
    }

    @Test
    void isTheStateOfOneMomentWhateverIsWrittenMeanwhile() {
        fillSource(40, 30_000);
        PartitionState before = copy();
        SnapshotSink sink = sink(true);
        sink.pull();
        host.time.pass(1_500_000);
        for (int i = 0; i < 40; i++) {
            host.write(new Mutation.Set(utf("bin"), utf("key" + i), utf("changed")));
            host.write(new Mutation.ListAppend(utf("bin"), utf("list"), utf("late")));
        }
        host.time.pass(SECOND);
        assertThat(loaded.get(0).last()).isEqualTo(before.last());
        assertThat(loaded.get(0).bytes()).isEqualTo(before.bytes());
        assertThat(items(loaded.get(0))).hasSize(5_000).doesNotContain(utf("late"));
    }

    @Test
    void beginsAgainWhenTheSourceHasLostTrack() {
        fillSource(40, 30_000);
        SnapshotSink sink = sink(true);
        sink.pull();
        host.time.pass(1_500_000);
        host.source.clear();
        host.time.pass(SECOND);
        assertThat(loaded).hasSize(1);
        assertSameAsSource(loaded.get(0));
    }

    @Test
    void keepsWhatHasComeWhileTheSourceIsNotReady() {
        PartitionReplica replica = fillSource(40, 30_000);
        SnapshotSink sink = sink(true);
        sink.pull();
        host.time.pass(2_500_000);
        long done = sink.bytesDone();
        assertThat(done).isPositive();
        host.leasesOut = false;
        replica.enter(chain(2, 0), false);
        host.time.pass(SECOND);
        assertThat(sink.bytesDone()).isEqualTo(done);
        host.leasesOut = true;
        replica.tryActivate();
        host.time.pass(SECOND);
        assertThat(loaded).isEmpty();
        sink.follow(2);
        int asked = host.asked.size();
        host.time.pass(SECOND);
        assertThat(loaded).hasSize(1);
        assertSameAsSource(loaded.get(0));
        assertThat(((SnapshotRequest) host.asked.get(asked)).chunk()).isPositive();
    }

    @Test
    void stopsWhenItIsCancelled() {
        fillSource(40, 30_000);
        SnapshotSink sink = sink(true);
        sink.pull();
        host.time.pass(1_500_000);
        sink.cancel();
        host.time.pass(SECOND);
        assertThat(loaded).isEmpty();
        assertThat(host.time.pending()).isZero();
    }

    // --- the source ---

    @Test
    void sendsOnlyChunksOfABoundedSize() {
        host.become(chain(1, 0));
        for (int i = 0; i < 40; i++) {
            host.write(new Mutation.ListAppend(utf("bin"), utf("list"), utf("x".repeat(200_000))));
        }
        SnapshotReply first = (SnapshotReply) ask(0, 0);
        assertThat(bytes(first)).isLessThan(1 << 20);
        assertThat(first.bytesLeft()).isPositive();
        assertThat(first.end()).isFalse();
    }

    @Test
    void answersTheNewestChunkAgainAndNoOther() {
        fillSource(80, 30_000);
        SnapshotReply zero = (SnapshotReply) ask(0, 0);
        assertThat(ask(zero.snapshot(), 0)).isEqualTo(zero);
        Reply one = ask(zero.snapshot(), 1);
        assertThat(one).isNotEqualTo(zero);
        assertThat(ask(zero.snapshot(), 1)).isEqualTo(one);
        assertThat(reason(ask(zero.snapshot(), 0))).isEqualTo(Rejected.Reason.INVALID);
        assertThat(reason(ask(zero.snapshot(), 3))).isEqualTo(Rejected.Reason.INVALID);
        assertThat(ask(zero.snapshot(), 2)).isInstanceOf(SnapshotReply.class);
    }

    @Test
    void forgetsASnapshotThatNobodyPullsAt() {
        fillSource(40, 30_000);
        SnapshotReply zero = (SnapshotReply) ask(0, 0);
        host.time.pass(SnapshotSource.IDLE_NANOS);
        host.source.dropIdle(host.time.nanos());
        assertThat(ask(zero.snapshot(), 1)).isInstanceOf(SnapshotReply.class);
        host.time.pass(SnapshotSource.IDLE_NANOS + 1);
        host.source.dropIdle(host.time.nanos());
        assertThat(reason(ask(zero.snapshot(), 2))).isEqualTo(Rejected.Reason.INVALID);
    }

    @Test
    void bringsABoundedNumberUnderWay() {
        fillSource(40, 30_000);
        for (int i = 0; i < SnapshotSource.IMAGES_MAX; i++) {
            assertThat(ask(0, 0)).isInstanceOf(SnapshotReply.class);
        }
        assertThat(reason(ask(0, 0))).isEqualTo(Rejected.Reason.BUSY);
    }

    @Test
    void refusesALearnerUnlessItIsTheTailOfThatVersion() {
        assertThat(reason(ask(0, 0))).isEqualTo(Rejected.Reason.OUTDATED);
        PartitionReplica replica = host.become(chain(2, 0));
        assertThat(reason(ask(0, 0))).isEqualTo(Rejected.Reason.OUTDATED);
        replica.enter(grown(3, 0, 1), false);
        assertThat(reason(host.answer(request(3, true, 0, 0)))).isEqualTo(Rejected.Reason.OUTDATED);
        assertThat(reason(host.answer(request(4, true, 0, 0)))).isEqualTo(Rejected.Reason.NOT_YET);
        assertThat(host.answer(request(3, false, 0, 0))).isInstanceOf(SnapshotReply.class);
        host.leasesOut = false;
        replica.enter(chain(4, 0), false);
        assertThat(reason(host.answer(request(4, true, 0, 0)))).isEqualTo(Rejected.Reason.NOT_YET);
    }

    @Test
    void doesNotGiveALearnerWhatWasTakenForAReplica() {
        PartitionReplica replica = fillSource(40, 30_000);
        SnapshotReply replicas = (SnapshotReply) host.answer(request(1, false, 0, 0));
        assertThat(reason(host.answer(request(1, true, replicas.snapshot(), 1))))
                .isEqualTo(Rejected.Reason.INVALID);
        replica.enter(chain(2, 0), false);
        assertThat(reason(host.answer(request(2, false, replicas.snapshot(), 1))))
                .isEqualTo(Rejected.Reason.INVALID);
    }

    @Test
    void countsWhatAReplicaPulledAsUncommitted() {
        PartitionReplica head = host.become(chain(1, 0, 1));
        host.write(new Mutation.Set(utf("bin"), utf("k"), utf("v")));
        assertThat(head.state().committed()).isZero();
        SnapshotSink sink = sink(false);
        sink.pull();
        host.time.pass(SECOND);
        assertThat(loaded.get(0).last()).isEqualTo(1);
        assertThat(loaded.get(0).committed()).isZero();
    }

    @Test
    void marksWhatALearnerPulledAsCommitted() {
        fillSource(5, 10);
        pull();
        assertThat(loaded.get(0).committed()).isEqualTo(loaded.get(0).last()).isPositive();
    }

    private PartitionReplica fillSource(int keys, int valueBytes) {
        PartitionReplica replica = host.become(chain(1, 0));
        for (int i = 0; i < keys; i++) {
            host.write(
                    new Mutation.Set(utf("bin"), utf("key" + i), utf("v".repeat(valueBytes) + i)));
            host.write(new Mutation.Set(utf("bin" + i), utf(""), utf("v")));
        }
        for (int i = 0; i < 5_000; i++) {
            host.write(new Mutation.ListAppend(utf("bin"), utf("list"), utf("item" + i % 7)));
        }
        host.write(new Mutation.Clock(utf("bin"), 1_234));
        return replica;
    }

    private SnapshotSink sink(boolean learner) {
        return new SnapshotSink(host, FakeSource.PARTITION, 0, 1, learner, loaded::add);
    }

    private void pull() {
        sink(true).pull();
        host.time.pass(SECOND);
    }

    private Reply ask(long snapshot, int chunk) {
        return host.answer(request(1, true, snapshot, chunk));
    }

    private static SnapshotRequest request(long version, boolean learner, long snapshot,
            int chunk) {
        return new SnapshotRequest(new Addressee(1, 1), FakeSource.PARTITION, version, learner,
                snapshot, chunk);
    }

    private static Rejected.Reason reason(Reply reply) {
        return ((Rejected) reply).reason();
    }

    private static long bytes(SnapshotReply reply) {
        long bytes = 0;
        for (StatePiece piece : reply.pieces()) {
            if (piece instanceof StatePiece.ListPiece list) {
                bytes += list.items().stream().mapToLong(Utf8::length).sum();
            }
        }
        return bytes;
    }

    private PartitionState copy() {
        List<PartitionState> copied = new ArrayList<>();
        new SnapshotSink(host, FakeSource.PARTITION, 0, 1, true, copied::add).pull();
        host.time.pass(SECOND);
        return copied.get(0);
    }

    private void assertSameAsSource(PartitionState state) {
        PartitionReplica replica = host.replica;
        assertThat(replica).isNotNull();
        PartitionState source = replica.state();
        assertThat(state.origin()).isEqualTo(source.origin());
        assertThat(state.last()).isEqualTo(source.last());
        assertThat(state.bytes()).isEqualTo(source.bytes());
        assertThat(state.table().clock()).isEqualTo(source.table().clock());
        assertThat(state.sessions().pieces()).toIterable()
                .containsExactlyElementsOf(() -> source.sessions().pieces());
        assertThat(items(state)).isEqualTo(items(source));
        assertThat(values(state)).isEqualTo(values(source));
    }

    private static Map<Utf8, Map<Utf8, Utf8>> values(PartitionState state) {
        Map<Utf8, Map<Utf8, Utf8>> bins = new LinkedHashMap<>();
        for (BinMap.Cursor each = state.table().bins().cursor(); each.hasNext();) {
            Map<Utf8, Utf8> values = new LinkedHashMap<>();
            bins.put(each.next(), values);
            each.bin().values().forEach((key, value) -> values.put(key, Utf8.trusted(value)));
        }
        return bins;
    }

    private static List<Utf8> items(PartitionState state) {
        return ((Result.Items) state.table().read(new Read.ListGet(utf("bin"), utf("list"))))
                .items();
    }

    private static Utf8 utf(String text) {
        return Utf8.of(text);
    }
}
