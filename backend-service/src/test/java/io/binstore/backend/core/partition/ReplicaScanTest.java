package io.binstore.backend.core.partition;

import static io.binstore.backend.core.Views.chain;
import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.protocol.model.RequestId;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.operation.Result;
import io.binstore.protocol.operation.Result.Reason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Scans that take many turns are still one look (protocol, sections 1 and 6). */
class ReplicaScanTest extends ReplicaFixture {

    private static final int KEYS = 10_000;

    private long sequence;

    @Test
    void answersASmallScanAtOnce() {
        PartitionReplica only = filled(3);
        assertThat(scan(only).result).isEqualTo(keys(3));
        assertThat(host.time.pending()).isZero();
    }

    @Test
    void seesNothingThatIsWrittenBetweenItsSteps() {
        PartitionReplica only = filled(KEYS);
        TestSlot scan = scan(only);
        assertThat(scan.result).isNull();
        for (int i = 0; i < KEYS; i += 3) {
            put(only, key(i), "");
            put(only, key(i) + "x", "v");
        }
        host.time.pass(1_000);
        assertThat(scan.result).isEqualTo(keys(KEYS));
        assertThat(((Result.Keys) whole(only)).keys()).contains(Utf8.of(key(3) + "x"))
                .doesNotContain(Utf8.of(key(3)));
    }

    @Test
    void letsOtherCallsGoBetweenItsSteps() {
        PartitionReplica only = filled(KEYS);
        TestSlot scan = scan(only);
        List<Boolean> over = new ArrayList<>();
        host.time.after(1, () -> over.add(scan.result != null));
        host.time.pass(1_000);
        assertThat(over).containsExactly(false);
        assertThat(scan.result).isNotNull();
    }

    @Test
    void looksAtListsInSteps() {
        PartitionReplica only = filled(0);
        host.luck.wanted = true;
        append(only, "a", "1");
        append(only, "b", "1");
        TestSlot slot = new TestSlot();
        only.read(slot,
                new Read.ListKeys(Utf8.of("bin"), Utf8.EMPTY, Utf8.EMPTY, null, 0));
        append(only, "a", "2");
        write(only, ++sequence,
                new Mutation.ListRemove(Utf8.of("bin"), Utf8.of("b"), Utf8.of("1")));
        host.time.pass(1_000_000_000);
        assertThat(slot.result)
                .isEqualTo(new Result.Keys(List.of(Utf8.of("a"), Utf8.of("b")), null));
        assertThat(only.state().table().read(new Read.ListGet(Utf8.of("bin"), Utf8.of("a"))))
                .isEqualTo(new Result.Items(List.of(Utf8.of("1"), Utf8.of("2"))));
    }

    @Test
    void waitsForTheCommitmentOfWhatItSaw() {
        PartitionReplica head = replica(0, chain(1, 0, 1));
        host.luck.wanted = true;
        put(head, key(0), "v");
        put(head, key(1), "v");
        TestSlot scan = scan(head);
        host.time.pass(1_000_000_000);
        assertThat(scan.result).isNull();
        head.committedBelow(commit(1, 2));
        assertThat(scan.result).isEqualTo(keys(2));
    }

    @Test
    void answersWithoutWaitingIfTheCommitmentCameOnTheWay() {
        PartitionReplica head = replica(0, chain(1, 0, 1));
        host.luck.wanted = true;
        put(head, key(0), "v");
        put(head, key(1), "v");
        TestSlot scan = scan(head);
        head.committedBelow(commit(1, 2));
        put(head, key(2), "v");
        assertThat(scan.result).isNull();
        host.time.pass(1_000_000_000);
        assertThat(scan.result).isEqualTo(keys(2));
    }

    @Test
    void endsWithItsReplica() {
        PartitionReplica only = filled(KEYS);
        TestSlot scan = scan(only);
        assertThat(only.waitingCalls()).isEqualTo(1);
        only.discard();
        assertThat(scan.refusal()).isEqualTo(Reason.NOT_READY);
        host.time.pass(1_000);
        assertThat(host.scans.size()).isZero();
    }

    @Test
    void goesOnWhenTheChainChangesAndItsReplicaStays() {
        PartitionReplica only = filled(KEYS);
        TestSlot scan = scan(only);
        host.leasesOut = false;
        host.mayRead = false;
        only.enter(chain(2, 0), false);
        host.time.pass(1_000);
        assertThat(scan.result).isEqualTo(keys(KEYS));
    }

    @Test
    void stopsWhenNobodyWaitsAnyMore() {
        PartitionReplica only = filled(KEYS);
        TestSlot scan = scan(only);
        scan.gone = true;
        host.time.pass(1_000);
        assertThat(scan.result).isNull();
        assertThat(host.scans.size()).isZero();
        assertThat(only.waitingCalls()).isZero();
    }

    @Test
    void bringsABoundedNumberUnderWay() {
        PartitionReplica only = filled(KEYS);
        List<TestSlot> scans = new ArrayList<>();
        for (int i = 0; i < ScanTurns.SCANS_MAX; i++) {
            scans.add(scan(only));
        }
        assertThat(scan(only).refusal()).isEqualTo(Reason.BUSY);
        host.time.pass(1_000);
        assertThat(scans).allSatisfy(each -> assertThat(each.result).isEqualTo(keys(KEYS)));
        assertThat(scan(only).result).isNull();
    }

    /** Seed 73860: those that nobody waited for any more kept others out, and took turns. */
    @Test
    void givesUpThePlacesThatNobodyWaitsForAnyMore() {
        PartitionReplica only = filled(KEYS);
        List<TestSlot> scans = new ArrayList<>();
        for (int i = 0; i < ScanTurns.SCANS_MAX; i++) {
            scans.add(scan(only));
        }
        scans.forEach(each -> each.gone = true);
        TestSlot next = scan(only);
        assertThat(next.result).isNull();
        assertThat(host.scans.size()).isEqualTo(1);
        assertThat(only.waitingCalls()).isEqualTo(1);
        host.time.pass(1_000);
        assertThat(next.result).isEqualTo(keys(KEYS));
    }

    private PartitionReplica filled(int keys) {
        PartitionReplica only = replica(0, chain(1, 0));
        for (int i = 0; i < keys; i++) {
            put(only, key(i), "v");
        }
        return only;
    }

    private void put(PartitionReplica replica, String key, String value) {
        sequence++;
        replica.write(new TestSlot(), new RequestId(CLIENT, sequence, sequence), set(key, value));
    }

    private void append(PartitionReplica replica, String key, String value) {
        write(replica, ++sequence,
                new Mutation.ListAppend(Utf8.of("bin"), Utf8.of(key), Utf8.of(value)));
    }

    private static TestSlot scan(PartitionReplica replica) {
        TestSlot slot = new TestSlot();
        replica.read(slot, read());
        return slot;
    }

    private static Result whole(PartitionReplica replica) {
        return replica.state().table().read(read());
    }

    private static Read read() {
        return new Read.Keys(Utf8.of("bin"), Utf8.EMPTY, Utf8.EMPTY, null, 0);
    }

    private static String key(int number) {
        return "%06d".formatted(number);
    }

    private static Result keys(int count) {
        List<Utf8> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            keys.add(Utf8.of(key(i)));
        }
        return new Result.Keys(keys, null);
    }
}
