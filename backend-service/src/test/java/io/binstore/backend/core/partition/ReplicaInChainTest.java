package io.binstore.backend.core.partition;

import static io.binstore.backend.core.Views.chain;
import static io.binstore.backend.core.Views.grown;
import static io.binstore.backend.core.Views.reordered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binstore.protocol.message.Append;
import io.binstore.protocol.message.AppendAck.Code;
import io.binstore.protocol.message.Entry;
import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.Replica;
import io.binstore.protocol.model.RequestId;
import io.binstore.protocol.operation.Result.Reason;
import io.binstore.protocol.runtime.Invariants.BrokenInvariant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of transitions of a replica, and what it sends and takes along the chain (protocol, sections 5 and 7). */
class ReplicaInChainTest extends ReplicaFixture {

    // --- WAITING to ACTIVE ---

    @Test
    void waitsUntilOldReadLeasesHaveRunOut() {
        host.leasesOut = false;
        PartitionReplica head = replica(0, chain(1, 0, 1));
        assertThat(head.waitingForLeases()).isTrue();
        assertThat(head.serving()).isFalse();
        assertThat(head.appendDue()).isFalse();
        TestSlot write = write(head, 1);
        TestSlot read = read(head, "k1");
        head.tryActivate();
        assertThat(head.waitingForLeases()).isTrue();
        host.leasesOut = true;
        head.tryActivate();
        assertThat(head.serving()).isTrue();
        assertThat(write.result).isNull();
        assertThat(head.state().last()).isEqualTo(1);
        assertThat(read.result).isNull();
    }

    @Test
    void tellsItsNeighboursOnceItIsActive() {
        host.leasesOut = false;
        PartitionReplica middle = replica(1, chain(1, 0, 1, 2));
        assertThat(host.taken()).isEmpty();
        host.leasesOut = true;
        middle.tryActivate();
        assertThat(host.taken()).contains("append to 2", "commit to 0");
        PartitionReplica incomplete = learned(2, grown(2, 0, 1, 2), 3);
        assertThat(incomplete.serving()).isFalse();
        assertThat(host.taken()).containsExactly("commit to 1");
    }

    @Test
    void takesNoEntriesWhileItWaits() {
        host.leasesOut = false;
        PartitionReplica tail = replica(1, chain(1, 0, 1));
        assertThat(tail.append(append(1, 1, 2, 0, 0)).code()).isEqualTo(Code.WAIT);
        assertThat(tail.state().last()).isZero();
    }

    @Test
    void isCompleteFromTheBeginningOfAHistory() {
        PartitionReplica tail = replica(1, chain(1, 0, 1));
        assertThat(tail.serving()).isTrue();
        PartitionReplica lateComer = replica(1, chain(5, 1, 2));
        assertThat(lateComer.serving()).isTrue();
        assertThat(host.asked).doesNotContain("head lost something");
    }

    @Test
    void countsALossWhenAHeadBeginsWithoutBeingComplete() {
        PartitionReplica head = learned(2, grown(7, 2), 4);
        host.time.pass(PartitionReplica.LEASES_OF_THE_DEAD_NANOS - 1);
        head.tryActivate();
        assertThat(head.serving()).isFalse();
        host.time.pass(1);
        head.tryActivate();
        assertThat(head.serving()).isTrue();
        assertThat(host.asked).contains("head lost something");
        assertThat(head.state().committed()).isEqualTo(4);
    }

    // --- a new replica becomes complete ---

    @Test
    void isNewUntilItHasWhatItsPredecessorHadAtItsMark() {
        PartitionReplica tail = learned(2, grown(2, 0, 1, 2), 3);
        assertThat(tail.serving()).isFalse();
        assertThat(tail.append(append(2, 4, 4, 5, 3)).code()).isEqualTo(Code.APPLIED);
        assertThat(tail.serving()).isFalse();
        // It has applied entry 4, and vouches for nothing beyond what it was told.
        assertThat(tail.state().committed()).isEqualTo(3);
        assertThat(tail.commit().index()).isEqualTo(3);
        TestSlot read = read(tail, "k4");
        assertThat(read.result).isNull();
        tail.append(append(2, 5, 6, 5, 3));
        assertThat(tail.serving()).isTrue();
        assertThat(tail.state().committed()).isEqualTo(6);
        assertThat(read.result).isEqualTo(value("v4"));
    }

    @Test
    void isNotCompleteByAMarkOfAPredecessorThatIsNewItself() {
        PartitionReplica tail = learned(2, reordered(2, 0, 1, 2), 3);
        tail.append(probe(2, 3, -1, 3));
        tail.append(append(2, 4, 5, -1, 3));
        assertThat(tail.serving()).isFalse();
        assertThat(tail.state().last()).isEqualTo(5);
        assertThat(tail.state().committed()).isEqualTo(3);
        tail.append(probe(2, 5, 5, 3));
        assertThat(tail.serving()).isTrue();
        assertThat(tail.state().committed()).isEqualTo(5);
    }

    @Test
    void remembersTheMarkUntilItHasReachedIt() {
        PartitionReplica tail = learned(2, grown(2, 0, 1, 2), 0);
        assertThat(tail.append(probe(2, 3, 3, 3)).code()).isEqualTo(Code.GAP);
        assertThat(tail.serving()).isFalse();
        tail.append(append(2, 1, 3, 3, 3));
        assertThat(tail.serving()).isTrue();
    }

    @Test
    void staysNewThroughLaterViews() {
        PartitionReplica tail = learned(2, grown(2, 0, 1, 2), 3);
        tail.append(append(2, 4, 4, 9, 3));
        Chain next = new Chain(3, 1, List.of(new Replica(1, 1), new Replica(2, 2)), List.of());
        tail.enter(next, false);
        assertThat(tail.serving()).isFalse();
        assertThat(tail.state().last()).isEqualTo(4);
        // The mark of the predecessor before says nothing about this one.
        tail.append(append(3, 5, 6, 6, 3));
        assertThat(tail.serving()).isTrue();
    }

    @Test
    void staysCompleteThroughLaterViews() {
        PartitionReplica middle = replica(1, chain(1, 0, 1, 2));
        middle.append(append(1, 1, 5, 0, 2));
        middle.enter(chain(2, 1, 2), false);
        assertThat(middle.serving()).isTrue();
        assertThat(middle.isHead()).isTrue();
        // What was not committed stays so until the tail has it.
        assertThat(middle.state().committed()).isEqualTo(2);
    }

    // --- replicas put into another order ---

    @Test
    void keepsACommittedLogWhenItCountsAsNewAgain() {
        PartitionReplica old = replica(0, chain(1, 0, 1));
        write(old, 1);
        old.committedBelow(commit(1, 1));
        old.enter(reordered(2, 1, 0), true);
        assertThat(old.state().last()).isEqualTo(1);
        assertThat(old.serving()).isFalse();
        assertThat(host.seen).doesNotContain("discarded");
        old.append(probe(2, 1, 1, 1));
        assertThat(old.serving()).isTrue();
    }

    @Test
    void dropsALogWithUncommittedEntriesWhenItCountsAsNewAgain() {
        PartitionReplica old = replica(0, chain(1, 0, 1));
        write(old, 1);
        old.committedBelow(commit(1, 1));
        TestSlot waiting = write(old, 2);
        old.enter(reordered(2, 1, 0), true);
        assertThat(old.state().last()).isZero();
        assertThat(host.seen).contains("discarded");
        assertThat(waiting.refusal()).isEqualTo(Reason.PENDING);
    }

    @Test
    void dropsTheStateOfAnotherHistory() {
        PartitionReplica old = replica(0, chain(1, 0));
        write(old, 1);
        Chain fresh = new Chain(4, 4, List.of(new Replica(0, 4)), List.of());
        old.enter(fresh, true);
        assertThat(old.state().last()).isZero();
        assertThat(old.state().origin()).isEqualTo(4);
        assertThat(old.serving()).as("what the dead have granted may not be over").isFalse();
        host.time.pass(PartitionReplica.LEASES_OF_THE_DEAD_NANOS);
        old.tryActivate();
        assertThat(old.serving()).isTrue();
        assertThat(host.asked).doesNotContain("head lost something");
    }

    @Test
    void startsOverWhenItIsAheadOfItsPredecessor() {
        PartitionReplica tail = learned(2, grown(2, 0, 1, 2), 7);
        assertThat(tail.append(probe(2, 5, 5, 5)).code()).isEqualTo(Code.GAP);
        assertThat(tail.state().last()).isZero();
        assertThat(host.seen).contains("discarded");
        assertThat(tail.append(append(2, 1, 5, 5, 5)).code()).isEqualTo(Code.APPLIED);
        assertThat(tail.serving()).isTrue();
    }

    @Test
    void isNotTakenToBeAheadBecauseOfEntriesThatCameBeforeTheMark() {
        PartitionReplica tail = learned(2, grown(2, 0, 1, 2), 3);
        tail.append(append(2, 4, 8, -1, 3));
        tail.append(append(2, 9, 10, 8, 3));
        tail.append(probe(2, 10, 8, 3));
        assertThat(tail.state().last()).isEqualTo(10);
        assertThat(tail.serving()).isTrue();
    }

    @Test
    void doesNotHideThatACompleteReplicaIsAhead() {
        PartitionReplica tail = replica(1, chain(1, 0, 1));
        tail.append(append(1, 1, 5, 0, 0));
        tail.enter(chain(2, 0, 1), false);
        assertThatThrownBy(() -> tail.append(probe(2, 3, 3, 0)))
                .isInstanceOf(BrokenInvariant.class);
    }

    // --- FILLING ---

    @Test
    void pullsASnapshotWhenItsPredecessorNoLongerKeepsWhatItLacks() {
        PartitionReplica tail = learned(2, grown(2, 0, 1, 2), 3);
        assertThat(tail.append(probe(2, Append.PULL_SNAPSHOT, 90, 80)).code()).isEqualTo(Code.WAIT);
        assertThat(host.asked).contains("fill from 1 in 2");
        assertThat(tail.append(append(2, 4, 4, 90, 80)).code()).isEqualTo(Code.WAIT);
        tail.filled(snapshot(1, 90));
        assertThat(tail.serving()).isFalse();
        assertThat(tail.state().last()).isEqualTo(90);
        assertThat(tail.state().committed()).isEqualTo(3);
        tail.append(append(2, 91, 91, 90, 80));
        assertThat(tail.serving()).isTrue();
        assertThat(tail.state().committed()).isEqualTo(91);
    }

    @Test
    void keepsWhatItHasIfTheSnapshotIsNotAhead() {
        PartitionReplica tail = learned(2, grown(2, 0, 1, 2), 9);
        tail.append(probe(2, Append.PULL_SNAPSHOT, 9, 9));
        PartitionState before = tail.state();
        tail.filled(snapshot(1, 9));
        assertThat(tail.state()).isSameAs(before);
        assertThat(tail.append(probe(2, 9, 9, 9)).code()).isEqualTo(Code.APPLIED);
    }

    @Test
    void takesNoSnapshotThatItDoesNotWaitFor() {
        PartitionReplica tail = learned(2, grown(2, 0, 1, 2), 3);
        tail.filled(snapshot(1, 90));
        assertThat(tail.state().last()).isEqualTo(3);
        tail.append(probe(2, Append.PULL_SNAPSHOT, 90, 80));
        tail.filled(snapshot(6, 90));
        assertThat(tail.state().last()).isEqualTo(3);
    }

    @Test
    void doesNotLoadASnapshotAgainOnceItIsComplete() {
        PartitionReplica tail = learned(2, grown(2, 0, 1, 2), 3);
        tail.append(probe(2, 3, 3, 3));
        host.taken();
        assertThat(tail.append(probe(2, Append.PULL_SNAPSHOT, 3, 3)).code()).isEqualTo(Code.WAIT);
        assertThat(tail.serving()).isTrue();
        assertThat(host.taken()).isEmpty();
    }

    @Test
    void asksAFilledSuccessorWhereItStandsBeforeItTellsItToLoadAgain() {
        PartitionReplica head = replica(0, chain(1, 0));
        for (int i = 1; i <= 500; i++) {
            write(head, i);
        }
        head.enter(grown(2, 0, 1), false);
        assertThat(sendAndAck(head, ack(2, Code.GAP, 3, 3)).previous()).isEqualTo(500);
        assertThat(sendAndAck(head, ack(2, Code.WAIT, 3, 3)).previous())
                .isEqualTo(Append.PULL_SNAPSHOT);
        assertThat(sendAndAck(head, ack(2, Code.WAIT, 3, 3)).previous()).isEqualTo(500);
        write(head, 501);
        // It has loaded 500 in the meantime: it gets the one entry after, and no order to load.
        assertThat(sendAndAck(head, ack(2, Code.GAP, 500, 500)).previous()).isEqualTo(501);
        Append next = sendAndAck(head, applied(2, 501, 501));
        assertThat(next.previous()).isEqualTo(500);
        assertThat(next.entries()).hasSize(1);
    }

    // --- appends ---

    @Test
    void takesEntriesOfItsOwnVersionOnly() {
        PartitionReplica tail = replica(1, chain(3, 0, 1));
        assertThat(tail.append(append(2, 1, 1, 0, 0)).code()).isEqualTo(Code.OUTDATED);
        assertThat(tail.append(append(4, 1, 1, 0, 0)).code()).isEqualTo(Code.NOT_YET);
        assertThat(tail.state().last()).isZero();
        assertThat(tail.append(append(3, 1, 1, 0, 0)).code()).isEqualTo(Code.APPLIED);
    }

    @Test
    void answersAGapWithItsLastIndex() {
        PartitionReplica tail = replica(1, chain(1, 0, 1));
        tail.append(append(1, 1, 2, 0, 0));
        assertThat(tail.append(append(1, 4, 5, 0, 0))).isEqualTo(ack(1, Code.GAP, 2, 2));
        assertThat(tail.state().last()).isEqualTo(2);
    }

    @Test
    void skipsEntriesThatItHas() {
        PartitionReplica tail = replica(1, chain(1, 0, 1));
        tail.append(append(1, 1, 3, 0, 0));
        assertThat(tail.append(append(1, 1, 3, 0, 0))).isEqualTo(applied(1, 3, 3));
        assertThat(tail.append(append(1, 2, 5, 0, 0))).isEqualTo(applied(1, 5, 5));
        assertThat(tail.append(append(1, 1, 1, 0, 0))).isEqualTo(applied(1, 5, 5));
    }

    @Test
    void noticesAnotherEntryUnderTheSameIndex() {
        PartitionReplica tail = replica(1, chain(1, 0, 1));
        tail.append(append(1, 1, 1, 0, 0));
        Append other = new Append(PARTITION, 1, 1, 0,
                List.of(new Entry(1, new RequestId(CLIENT, 99, 1), set("k", "v"))), 0, 0);
        assertThatThrownBy(() -> tail.append(other)).isInstanceOf(BrokenInvariant.class);
    }

    @Test
    void isToldWhatIsCommittedButOnlyAsFarAsItHasIt() {
        PartitionReplica middle = replica(1, chain(1, 0, 1, 2));
        middle.append(append(1, 1, 3, 0, 9));
        assertThat(middle.state().committed()).isEqualTo(3);
        middle.append(append(1, 4, 5, 0, 2));
        assertThat(middle.state().committed()).isEqualTo(3);
    }

    @Test
    void passesEntriesOnAndTheCommitmentBack() {
        PartitionReplica middle = replica(1, chain(1, 0, 1, 2));
        sendAndAck(middle, applied(1, 0, 0));
        host.taken();
        assertThat(middle.append(append(1, 1, 2, 0, 0))).isEqualTo(applied(1, 2, 0));
        assertThat(host.taken()).containsExactly("append to 2");
        assertThat(sendAndAck(middle, applied(1, 2, 2)).entries()).hasSize(2);
        assertThat(middle.state().committed()).isEqualTo(2);
        assertThat(host.taken()).containsExactly("commit to 0");
        assertThat(middle.commit()).isEqualTo(commit(1, 2));
        assertThat(middle.appendDue()).isFalse();
    }

    @Test
    void doesNotRepeatInAMessageOfItsOwnWhatTheAcknowledgementSays() {
        PartitionReplica tail = replica(1, chain(1, 0, 1));
        tail.append(probe(1, 0, 0, 0));
        host.taken();
        assertThat(tail.append(append(1, 1, 2, 0, 0))).isEqualTo(applied(1, 2, 2));
        assertThat(host.taken()).isEmpty();
    }

    @Test
    void sendsAnEmptyAppendToHearWhereTheSuccessorStands() {
        PartitionReplica head = replica(0, chain(1, 0, 1));
        assertThat(head.appendDue()).isTrue();
        Append first = sendAndAck(head, applied(1, 0, 0));
        assertThat(first).isEqualTo(probe(1, 0, 0, 0));
        assertThat(head.appendDue()).isFalse();
    }

    @Test
    void sendsAgainWhatWasNotAcknowledged() {
        PartitionReplica head = replica(0, chain(1, 0, 1));
        sendAndAck(head, applied(1, 0, 0));
        write(head, 1);
        write(head, 2);
        Append lost = head.nextAppend(100, 1 << 20);
        assertThat(head.appendDue()).isTrue();
        assertThat(head.nextAppend(100, 1 << 20)).isEqualTo(lost);
        assertThat(lost.entries()).hasSize(2);
    }

    @Test
    void sendsUntilTheSuccessorHasHeardTheMark() {
        PartitionReplica middle = learned(1, reordered(2, 0, 1, 2), 3);
        // Not complete itself, it has no mark to give.
        assertThat(middle.nextAppend(100, 1 << 20).mark()).isEqualTo(-1);
        sendAndAck(middle, applied(2, 3, 3));
        assertThat(middle.appendDue()).isFalse();
        middle.append(probe(2, 3, 3, 3));
        assertThat(middle.serving()).isTrue();
        assertThat(middle.appendDue()).isTrue();
        assertThat(sendAndAck(middle, applied(2, 3, 3)).mark()).isEqualTo(3);
        assertThat(middle.appendDue()).isFalse();
    }

    @Test
    void takesNoNoticeOfAcknowledgementsOfAnOlderVersion() {
        PartitionReplica head = replica(0, chain(1, 0, 1, 2));
        write(head, 1);
        Append sent = head.nextAppend(100, 1 << 20);
        head.enter(chain(2, 0, 2), false);
        head.acknowledged(sent, applied(1, 1, 1));
        head.committedBelow(commit(1, 1));
        assertThat(head.state().committed()).isZero();
        assertThat(head.appendDue()).isTrue();
        head.committedBelow(commit(3, 1));
        assertThat(head.state().committed()).isZero();
        head.committedBelow(commit(2, 1));
        assertThat(head.state().committed()).isEqualTo(1);
    }

    @Test
    void neverTakesACommitmentBack() {
        PartitionReplica head = replica(0, chain(1, 0, 1));
        write(head, 1);
        write(head, 2);
        head.committedBelow(commit(1, 2));
        head.committedBelow(commit(1, 1));
        assertThat(head.state().committed()).isEqualTo(2);
        head.committedBelow(commit(1, 7));
        assertThat(head.state().committed()).isEqualTo(2);
    }

    @Test
    void countsAllItHasAsCommittedWhenItHasBecomeTheTail() {
        PartitionReplica middle = replica(1, chain(1, 0, 1, 2));
        middle.append(append(1, 1, 5, 0, 2));
        middle.enter(chain(2, 0, 1), false);
        assertThat(middle.state().committed()).isEqualTo(5);
    }

    @Test
    void doesNotCountAnythingAsCommittedAsTailBeforeItIsActive() {
        PartitionReplica middle = replica(1, chain(1, 0, 1, 2));
        middle.append(append(1, 1, 5, 0, 2));
        host.leasesOut = false;
        middle.enter(chain(2, 0, 1), false);
        assertThat(middle.state().committed()).isEqualTo(2);
    }

    @Test
    void keepsEntriesForAPullerForAWhile() {
        PartitionReplica tail = replica(0, chain(1, 0));
        tail.pin();
        for (int i = 1; i <= 500; i++) {
            write(tail, i);
        }
        assertThat(tail.state().suffix().keepsAfter(0)).isTrue();
        host.time.pass(4_000_000_000L);
        tail.trim();
        assertThat(tail.state().suffix().keepsAfter(0)).isTrue();
        host.time.pass(1_000_000_000L);
        tail.trim();
        assertThat(tail.state().suffix().keepsAfter(0)).isFalse();
    }

    @Test
    void keepsNothingForPullersWhenMemoryIsShort() {
        PartitionReplica tail = replica(0, chain(1, 0));
        tail.pin();
        host.crowded = true;
        for (int i = 1; i <= 500; i++) {
            write(tail, i);
        }
        assertThat(tail.state().suffix().keepsAfter(0)).isFalse();
    }
}
