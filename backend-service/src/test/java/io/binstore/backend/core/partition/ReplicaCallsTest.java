package io.binstore.backend.core.partition;

import static io.binstore.backend.core.Views.chain;
import static io.binstore.backend.core.Views.grown;
import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.protocol.message.Append;
import io.binstore.protocol.message.AppendAck;
import io.binstore.protocol.message.Commit;
import io.binstore.protocol.model.ClientId;
import io.binstore.protocol.model.RequestId;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.operation.Result;
import io.binstore.protocol.operation.Result.Reason;
import org.junit.jupiter.api.Test;

/** What a replica answers to callers, and when (protocol, sections 5, 6 and 8). */
class ReplicaCallsTest extends ReplicaFixture {

    // --- writes ---

    @Test
    void answersAWriteOnceTheTailHasIt() {
        PartitionReplica head = replica(0, chain(1, 0, 1));
        TestSlot first = write(head, 1);
        TestSlot second = write(head, 2);
        assertThat(first.result).isNull();
        assertThat(first.ordered).isTrue();
        head.committedBelow(commit(1, 1));
        assertThat(first.result).isEqualTo(Result.Done.DONE);
        assertThat(second.result).isNull();
        head.committedBelow(commit(1, 2));
        assertThat(second.result).isEqualTo(Result.Done.DONE);
    }

    @Test
    void answersAtOnceAsTheOnlyReplica() {
        PartitionReplica only = replica(0, chain(1, 0));
        assertThat(write(only, 1).result).isEqualTo(Result.Done.DONE);
        assertThat(only.state().committed()).isEqualTo(1);
    }

    @Test
    void sendsWritersToTheHead() {
        assertThat(write(replica(1, chain(1, 0, 1)), 1).refusal()).isEqualTo(Reason.MISDIRECTED);
    }

    @Test
    void orderedWritesGoOnWaitingThroughAViewChange() {
        PartitionReplica head = replica(0, chain(1, 0, 1, 2));
        TestSlot write = write(head, 1);
        head.enter(chain(2, 0, 1), false);
        assertThat(write.result).isNull();
        head.committedBelow(commit(2, 1));
        assertThat(write.result).isEqualTo(Result.Done.DONE);
    }

    @Test
    void anotherHeadAnswersFromTheSameRecord() {
        PartitionReplica middle = replica(1, chain(1, 0, 1, 2));
        middle.append(append(1, 1, 1, 0, 0));
        middle.enter(chain(2, 1, 2), false);
        TestSlot retry = write(middle, 1);
        assertThat(retry.result).isNull();
        assertThat(middle.state().last()).isEqualTo(1);
        middle.committedBelow(commit(2, 1));
        assertThat(retry.result).isEqualTo(Result.Done.DONE);
    }

    @Test
    void answersARepeatWithTheFirstResultAndChangesNothing() {
        PartitionReplica only = replica(0, chain(1, 0));
        write(only, 1, append("l", "x"));
        write(only, 2, append("l", "x"));
        assertThat(write(only, 3, remove("l", "x")).result).isEqualTo(new Result.Removed(2));
        write(only, 4, append("l", "x"));
        assertThat(write(only, 3, remove("l", "x")).result).isEqualTo(new Result.Removed(2));
        assertThat(only.state().last()).isEqualTo(4);
    }

    @Test
    void refusesACallBelowTheLowestUnanswered() {
        PartitionReplica only = replica(0, chain(1, 0));
        TestSlot slot = new TestSlot();
        only.write(slot, new RequestId(CLIENT, 8, 8), set("k", "v"));
        assertThat(write(only, 7).refusal()).isEqualTo(Reason.STALE);
        assertThat(only.state().last()).isEqualTo(1);
    }

    @Test
    void answersNothingThatWasLostBeforeItWasCommitted() {
        PartitionReplica head = replica(0, chain(1, 0, 1));
        TestSlot write = write(head, 1);
        head.discard();
        assertThat(write.refusal()).isEqualTo(Reason.PENDING);
        host.leasesOut = false;
        PartitionReplica waiting = replica(0, chain(2, 0, 1));
        TestSlot blocked = write(waiting, 2);
        waiting.discard();
        assertThat(blocked.refusal()).isEqualTo(Reason.MISDIRECTED);
        assertThat(blocked.ordered).isFalse();
    }

    @Test
    void doesNotCarryOutACallThatNobodyWaitsForAnyMore() {
        host.leasesOut = false;
        PartitionReplica head = replica(0, chain(1, 0));
        TestSlot slot = write(head, 1);
        slot.gone = true;
        host.leasesOut = true;
        head.tryActivate();
        assertThat(head.state().last()).isZero();
    }

    // --- bounds ---

    @Test
    void refusesMoreWritesThanMayWaitForTheirCommitment() {
        PartitionReplica head = replica(0, chain(1, 0, 1));
        for (int i = 1; i <= ReplicaWrites.UNCOMMITTED_MAX; i++) {
            assertThat(write(head, i).result).isNull();
        }
        assertThat(write(head, 1_000_000).refusal()).isEqualTo(Reason.BUSY);
        assertThat(head.state().last()).isEqualTo(ReplicaWrites.UNCOMMITTED_MAX);
        head.committedBelow(commit(1, 1));
        assertThat(write(head, 1_000_001).result).isNull();
    }

    @Test
    void refusesWritesWhileTheBackendKeepsTooMuchButNeverStops() {
        PartitionReplica head = replica(0, chain(1, 0, 1));
        host.crowded = true;
        assertThat(write(head, 1).result).isNull();
        assertThat(write(head, 2).refusal()).isEqualTo(Reason.BUSY);
        head.committedBelow(commit(1, 1));
        assertThat(write(head, 2).result).isNull();
    }

    @Test
    void makesRoomForCallsThatTakeThePlaceOfThoseGivenUp() {
        PartitionReplica tail = replica(1, chain(1, 0, 1));
        host.mayRead = false;
        for (int i = 0; i < WaitingCalls.WAITING_MAX; i++) {
            read(tail, "k").gone = i < 10;
        }
        assertThat(read(tail, "k").result).isNull();
        for (int i = 1; i < 10; i++) {
            assertThat(read(tail, "k").result).isNull();
        }
        assertThat(read(tail, "k").refusal()).isEqualTo(Reason.BUSY);
        assertThat(tail.waitingCalls()).isEqualTo(WaitingCalls.WAITING_MAX);
    }

    @Test
    void makesRoomForThoseWhoWaitForACommitment() {
        PartitionReplica head = replica(0, chain(1, 0, 1));
        write(head, 1);
        for (int i = 1; i < WaitingCalls.WAITING_MAX; i++) {
            write(head, 1).gone = true;
        }
        TestSlot last = write(head, 1);
        assertThat(last.result).isNull();
        assertThat(head.waitingCalls()).isEqualTo(2);
        head.committedBelow(commit(1, 1));
        assertThat(last.result).isEqualTo(Result.Done.DONE);
    }

    // --- a full store ---

    @Test
    void refusesWhatGrowsAFullStoreAndNothingElse() {
        PartitionReplica only = replica(0, chain(1, 0));
        write(only, 1);
        host.full = true;
        assertThat(write(only, 2).refusal()).isEqualTo(Reason.FULL);
        assertThat(write(only, 3, append("l", "x")).refusal()).isEqualTo(Reason.FULL);
        assertThat(write(only, 4, set("k1", "")).result).isEqualTo(Result.Done.DONE);
        assertThat(write(only, 1).result).isEqualTo(Result.Done.DONE);
        assertThat(read(only, "k1").result).isEqualTo(nothing());
    }

    @Test
    void hearsFromDownTheChainThatAReplicaIsFullAndThatItNoLongerIs() {
        PartitionReplica head = replica(0, chain(1, 0, 1));
        head.committedBelow(new Commit(PARTITION, 1, 0, true));
        assertThat(write(head, 1).refusal()).isEqualTo(Reason.FULL);
        head.committedBelow(new Commit(PARTITION, 1, 0, false));
        assertThat(write(head, 2).result).isNull();
    }

    @Test
    void doesNotBelieveInAFullReplicaThatSaysSoNoMore() {
        PartitionReplica head = replica(0, chain(1, 0, 1));
        sendAndAck(head, new AppendAck(PARTITION, 1, AppendAck.Code.APPLIED, 0, 0, true));
        host.time.pass(2_900_000_000L);
        assertThat(write(head, 1).refusal()).isEqualTo(Reason.FULL);
        host.time.pass(100_000_000L);
        assertThat(write(head, 2).result).isNull();
    }

    @Test
    void passesUpTheChainThatAReplicaIsFull() {
        PartitionReplica middle = replica(1, chain(1, 0, 1, 2));
        sendAndAck(middle, applied(1, 0, 0));
        host.taken();
        middle.committedBelow(new Commit(PARTITION, 1, 0, true));
        assertThat(host.taken()).contains("commit to 0");
        assertThat(middle.commit().full()).isTrue();
        middle.committedBelow(new Commit(PARTITION, 1, 0, false));
        assertThat(host.taken()).contains("commit to 0");
        assertThat(middle.commit().full()).isFalse();
        middle.committedBelow(new Commit(PARTITION, 1, 0, false));
        assertThat(host.taken()).isEmpty();
        host.full = true;
        middle.tellFull();
        assertThat(host.taken()).containsExactly("commit to 0");
        assertThat(middle.commit().full()).isTrue();
    }

    // --- reads ---

    @Test
    void readsCommittedStateAtOnce() {
        PartitionReplica tail = replica(1, chain(1, 0, 1));
        tail.append(append(1, 1, 1, 0, 0));
        assertThat(read(tail, "k1").result).isEqualTo(value("v1"));
        assertThat(read(tail, "k2").result).isEqualTo(nothing());
    }

    @Test
    void answersAReadOfAnUncommittedKeyOnceThatIsCommitted() {
        PartitionReplica head = replica(0, chain(1, 0, 1));
        write(head, 1);
        write(head, 2);
        TestSlot touched = read(head, "k1");
        assertThat(touched.result).isNull();
        assertThat(read(head, "other").result).isEqualTo(nothing());
        write(head, 3, set("k1", "newer"));
        head.committedBelow(commit(1, 1));
        // What it looked at, not what has come since.
        assertThat(touched.result).isEqualTo(value("v1"));
        assertThat(read(head, "k1").result).isNull();
    }

    @Test
    void waitsForAReadLease() {
        PartitionReplica tail = replica(1, chain(1, 0, 1));
        host.mayRead = false;
        TestSlot read = read(tail, "k1");
        assertThat(read.result).isNull();
        tail.retryBlocked();
        assertThat(read.result).isNull();
        tail.append(append(1, 1, 1, 0, 0));
        host.mayRead = true;
        tail.retryBlocked();
        assertThat(read.result).isEqualTo(value("v1"));
    }

    @Test
    void doesNotReadAfterAChangeOfItsChainUntilOldLeasesHaveRunOut() {
        PartitionReplica tail = replica(1, chain(1, 0, 1, 2));
        tail.append(append(1, 1, 1, 0, 1));
        assertThat(read(tail, "k1").result).isEqualTo(value("v1"));
        host.leasesOut = false;
        tail.enter(chain(2, 0, 1), false);
        TestSlot read = read(tail, "k1");
        assertThat(read.result).isNull();
        host.leasesOut = true;
        tail.tryActivate();
        assertThat(read.result).isEqualTo(value("v1"));
    }

    @Test
    void readsWhatASnapshotBrought() {
        PartitionReplica tail = learned(2, grown(2, 0, 1, 2), 3);
        tail.append(append(2, 4, 5, 9, 3));
        tail.append(probe(2, Append.PULL_SNAPSHOT, 9, 3));
        TestSlot early = read(tail, "k9");
        tail.filled(snapshot(1, 9));
        assertThat(early.result).isNull();
        tail.append(probe(2, 9, 9, 3));
        assertThat(early.result).isEqualTo(value("v9"));
    }

    @Test
    void waitsForWhatASnapshotBroughtBeforeItReads() {
        PartitionReplica middle = learned(1, grown(2, 0, 1), 3);
        middle.append(probe(2, Append.PULL_SNAPSHOT, 9, 3));
        middle.filled(snapshot(1, 9));
        middle.enter(chain(3, 0, 1, 2), false);
        middle.append(probe(3, 9, 9, 3));
        assertThat(middle.serving()).isTrue();
        TestSlot read = read(middle, "k2");
        assertThat(read.result).isNull();
        middle.committedBelow(commit(3, 9));
        assertThat(read.result).isEqualTo(value("v2"));
    }

    @Test
    void aLookSeesWhatAReadAnswersAtOnceAndNothingElse() {
        PartitionReplica head = replica(0, chain(1, 0, 1));
        write(head, 1);
        assertThat(look(head, "k1")).isNull();
        assertThat(look(head, "other")).isEqualTo(nothing());
        head.committedBelow(commit(1, 1));
        assertThat(look(head, "k1")).isEqualTo(value("v1"));
        host.mayRead = false;
        assertThat(look(head, "k1")).isNull();
        assertThat(head.waitingCalls()).isZero();
    }

    @Test
    void aLookSeesNothingBeforeOldLeasesHaveRunOut() {
        PartitionReplica tail = replica(1, chain(1, 0, 1, 2));
        tail.append(append(1, 1, 1, 0, 1));
        assertThat(look(tail, "k1")).isEqualTo(value("v1"));
        host.leasesOut = false;
        tail.enter(chain(2, 0, 1), false);
        assertThat(look(tail, "k1")).isNull();
    }

    private static Result look(PartitionReplica replica, String key) {
        return replica.look(new Read.Get(Utf8.of("bin"), Utf8.of(key)));
    }

    // --- clocks ---

    @Test
    void resolvesAClockCallAgainstTheFloorBeforeItIsOrdered() {
        PartitionReplica only = replica(0, chain(1, 0));
        host.clockFloor = 40;
        assertThat(write(only, 1, clock(7)).result).isEqualTo(new Result.ClockValue(40));
        assertThat(only.state().suffix().get(1).mutation()).isEqualTo(clock(40));
        assertThat(write(only, 2, clock(100)).result).isEqualTo(new Result.ClockValue(100));
        host.clockFloor = Long.MIN_VALUE;
        assertThat(write(only, 3, clock(Long.MAX_VALUE)).result)
                .isEqualTo(new Result.ClockValue(Long.MIN_VALUE));
    }

    @Test
    void tellsOfAClockNumberOnlyWhenItIsAnswered() {
        PartitionReplica head = replica(0, chain(1, 0, 1));
        TestSlot slot = write(head, 1, clock(7));
        assertThat(host.clockAnswered).isEqualTo(-1);
        head.committedBelow(commit(1, 1));
        assertThat(slot.result).isEqualTo(new Result.ClockValue(7));
        assertThat(host.clockAnswered).isEqualTo(7);
    }

    // --- idle clients ---

    @Test
    void forgetsIdleClientsByAnEntry() {
        PartitionReplica head = replica(0, chain(1, 0, 1));
        write(head, 1);
        head.committedBelow(commit(1, 1));
        host.time.pass(1_000);
        head.forgetIdleClients(host.nowNanos() - 2_000);
        assertThat(head.state().last()).isEqualTo(1);
        head.forgetIdleClients(host.nowNanos());
        assertThat(head.state().last()).isEqualTo(2);
        assertThat(head.state().suffix().get(2).mutation()).isInstanceOf(Mutation.Forget.class);
        assertThat(head.state().sessions().size()).isZero();
        PartitionReplica tail = replica(1, chain(1, 0, 1));
        tail.append(append(1, 1, 1, 0, 0));
        tail.forgetIdleClients(host.nowNanos() + 1_000);
        assertThat(tail.state().last()).isEqualTo(1);
    }

    @Test
    void keepsOtherClientsWhenOneIsForgotten() {
        PartitionReplica only = replica(0, chain(1, 0));
        write(only, 1);
        host.time.pass(1_000);
        TestSlot other = new TestSlot();
        ClientId somebody = new ClientId(5, 5);
        only.write(other, new RequestId(somebody, 1, 1), set("x", "y"));
        only.forgetIdleClients(host.nowNanos());
        assertThat(only.state().sessions().size()).isEqualTo(1);
        assertThat(only.state().sessions().pieces().next().client()).isEqualTo(somebody);
    }

    private static Mutation append(String key, String value) {
        return new Mutation.ListAppend(Utf8.of("bin"), Utf8.of(key), Utf8.of(value));
    }

    private static Mutation remove(String key, String value) {
        return new Mutation.ListRemove(Utf8.of("bin"), Utf8.of(key), Utf8.of(value));
    }

    private static Mutation clock(long atLeast) {
        return new Mutation.Clock(Utf8.of("bin"), atLeast);
    }
}
