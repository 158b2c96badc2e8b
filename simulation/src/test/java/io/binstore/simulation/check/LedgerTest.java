package io.binstore.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binstore.backend.core.BackendObserver;
import io.binstore.protocol.message.Entry;
import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.ClientId;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.Replica;
import io.binstore.protocol.model.RequestId;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.model.View;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Result;
import io.binstore.simulation.history.History;
import io.binstore.simulation.world.Process;
import io.binstore.simulation.world.Trace;
import io.binstore.simulation.world.Violation;
import io.binstore.simulation.world.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Three backends, one partition; backend {@code i} has the incarnation {@code i + 1}. */
class LedgerTest {

    private static final long CLUSTER = 9;

    private final World world = new World(1, new Trace(0));
    private final History history = new History();
    private final Ledger ledger = new Ledger(world, history);
    private final List<Process> processes = new ArrayList<>();
    private final List<BackendObserver> taps = new ArrayList<>();

    LedgerTest() {
        for (int i = 0; i < 3; i++) {
            Process process = new Process(world, "b" + i, 0, 1, world.randomness());
            processes.add(process);
            taps.add(ledger.observerOf(process));
        }
    }

    private static View view(long epoch, Chain chain) {
        List<Member> members =
                IntStream.range(0, 3).mapToObj(i -> new Member(i, "http://b" + i, i + 1)).toList();
        return new View(CLUSTER, epoch, members, List.of(chain), List.of(), 0);
    }

    private static View view(long epoch, long origin, Integer... chain) {
        List<Replica> replicas =
                Arrays.stream(chain).map(member -> new Replica(member, 1)).toList();
        return view(epoch, new Chain(epoch, origin, replicas, List.of()));
    }

    private static Entry entry(long index, int sequence) {
        return new Entry(index, new RequestId(new ClientId(1, 1), sequence, 0),
                new Mutation.Set(Utf8.of("b"), Utf8.of("k"), Utf8.of("v" + sequence)));
    }

    private void adopt(View view, int... who) {
        for (int each : who) {
            taps.get(each).adopted(each + 1, view);
        }
    }

    private void serve(int who, long version, long last) {
        taps.get(who).serving(who + 1, 0, version, last, true);
    }

    private void apply(int who, long version, Entry entry) {
        taps.get(who).applied(who + 1, 0, 1, version, entry, Result.Done.DONE);
    }

    private void commit(int who, long version, long index) {
        taps.get(who).committed(who + 1, 0, 1, version, index);
    }

    private static void refuses(String rule, ThrowingCallable step) {
        assertThatThrownBy(step).isInstanceOf(Violation.class).hasMessageStartingWith(rule);
    }

    /** All three serve, with one committed entry. */
    private void begin() {
        adopt(view(1, 1, 0, 1, 2), 0, 1, 2);
        for (int i = 0; i < 3; i++) {
            serve(i, 1, 0);
            apply(i, 1, entry(1, 1));
        }
        for (int i = 2; i >= 0; i--) {
            commit(i, 1, 1);
        }
    }

    @Test
    void acceptsWriteThatGoesDownTheChainAndBack() {
        begin();
        adopt(view(2, 1, 1, 2), 1, 2);
        serve(1, 2, 1);
        serve(2, 2, 1);
        apply(1, 2, entry(2, 2));
        apply(2, 2, entry(2, 2));
        commit(2, 2, 2);
        assertThat(history.losses()).isEmpty();
    }

    @Test
    void refusesTwoViewsOfOneEpoch() {
        adopt(view(1, 1, 0, 1, 2), 0);
        refuses("I1", () -> adopt(view(1, 1, 2, 1, 0), 1));
    }

    @Test
    void excusesTwoViewsOfOneEpochOnlyWhenAllWhoKnewOfOneAreDead() {
        adopt(view(1, 1, 0, 1, 2), 0, 1);
        processes.get(0).kill();
        refuses("I1", () -> adopt(view(1, 1, 2, 1, 0), 2));
        processes.get(1).kill();
        ledger.accepted(processes.get(2), 3, view(1, 1, 2, 1, 0));
        adopt(view(1, 1, 2, 1, 0), 2);
        assertThat(world.ended()).isTrue();
    }

    @Test
    void refusesEpochThatFalls() {
        adopt(view(2, 1, 0, 1, 2), 0);
        refuses("I2", () -> adopt(view(1, 1, 0, 1, 2), 0));
    }

    @Test
    void refusesPromisedTermThatFalls() {
        ledger.promised(processes.get(0), 1, 33);
        ledger.promised(processes.get(0), 1, 33);
        refuses("I2", () -> ledger.promised(processes.get(0), 1, 17));
    }

    @Test
    void refusesVoteUnderOtherTermThanPromised() {
        ledger.promised(processes.get(0), 1, 33);
        View view = view(1, 1, 0, 1, 2);
        ledger.voted(processes.get(0), 1, 33, view);
        refuses("section 4", () -> ledger.voted(processes.get(0), 1, 17, view));
        refuses("section 4", () -> ledger.voted(processes.get(0), 1, 49, view));
    }

    private void vote(View view, long term, int... who) {
        for (int each : who) {
            ledger.promised(processes.get(each), each + 1, term);
            ledger.voted(processes.get(each), each + 1, term, view);
        }
    }

    @Test
    void refusesViewThatNoQuorumChose() {
        View first = view(1, 1, 0, 1, 2);
        vote(first, 17, 0, 1, 2);
        adopt(first, 0, 1, 2);
        View next = view(2, 1, 0, 1, 2);
        vote(next, 33, 0);
        refuses("I1", () -> adopt(next, 0));
        vote(next, 33, 1);
        adopt(next, 0);
    }

    @Test
    void refusesFirstViewThatSomebodyAliveDidNotAccept() {
        View first = view(1, 1, 0, 1, 2);
        vote(first, 17, 0, 1);
        ledger.promised(processes.get(2), 3, 17);
        refuses("I1", () -> adopt(first, 0));
        processes.get(2).kill();
        adopt(first, 0);
    }

    @Test
    void refusesVotesOfTwoTermsAsQuorum() {
        View first = view(1, 1, 0, 1, 2);
        vote(first, 17, 0, 1, 2);
        adopt(first, 0, 1, 2);
        View next = view(2, 1, 1, 2);
        vote(next, 33, 0);
        vote(next, 49, 1);
        refuses("I1", () -> adopt(next, 0));
    }

    @Test
    void refusesVoteOnBaseThatIsNotSettled() {
        View first = view(1, 1, 0, 1, 2);
        vote(first, 17, 0, 1, 2);
        adopt(first, 0);
        refuses("section 4", () -> vote(view(2, 1, 1, 2), 33, 0));
        adopt(first, 1);
        vote(view(2, 1, 1, 2), 49, 0);
    }

    @Test
    void refusesStartOverBeforeQuorumHasTheNewerView() {
        View first = view(1, 1, 0, 1, 2);
        adopt(first, 0, 1, 2);
        List<Member> others = first.members().subList(1, 3);
        View without = new View(CLUSTER, 2, others,
                List.of(new Chain(1, 1, List.of(new Replica(1, 1), new Replica(2, 1)), List.of())),
                List.of(), 0);
        adopt(without, 1);
        refuses("section 4", () -> taps.get(0).reset(1, 11));
        adopt(without, 2);
        taps.get(0).reset(1, 11);
    }

    /** Seed 3311: what a new tail had loaded with a snapshot was committed, and the history did not hear of it. */
    @Test
    void tellsOfCommitmentByReplicaThatLoadedIt() {
        adopt(view(1, 1, 0, 1), 0, 1, 2);
        serve(0, 1, 0);
        serve(1, 1, 0);
        adopt(view(2, 1, 0, 1, 2), 0, 1, 2);
        apply(0, 2, entry(1, 1));
        apply(1, 2, entry(1, 1));
        taps.get(2).loaded(3, 0, 1, 1, false);
        commit(2, 2, 1);
        assertThat(history.committed()).extracting(History.Commitment::mutation)
                .containsExactly(entry(1, 1).mutation());
        refuses("I8", () -> {
            for (int i = 0; i < 3; i++) {
                apply(i, 2, entry(2, 1));
            }
            commit(2, 2, 2);
        });
    }

    @Test
    void refusesCommitmentWhileSomebodyLeftOutMayRead() {
        begin();
        Chain before = view(1, 1, 0, 1, 2).chains().get(0);
        adopt(view(2, 1, 1, 2), 1, 2);
        serve(1, 2, 1);
        serve(2, 2, 1);
        ledger.watch(processes.get(0), partition -> new ReadWatch.Readable(CLUSTER, before));
        apply(1, 2, entry(2, 2));
        apply(2, 2, entry(2, 2));
        refuses("I7", () -> commit(2, 2, 2));
    }

    @Test
    void refusesActivityBeforeLeasesHaveRunOut() {
        begin();
        Chain before = view(1, 1, 0, 1, 2).chains().get(0);
        ledger.watch(processes.get(0), partition -> new ReadWatch.Readable(CLUSTER, before));
        adopt(view(2, 1, 1, 2), 1, 2);
        refuses("I7", () -> serve(1, 2, 1));
    }

    @Test
    void letsThoseOfTheNewChainReadUntilTheyKnowIt() {
        begin();
        Chain before = view(1, 1, 0, 1, 2).chains().get(0);
        ledger.watch(processes.get(1), partition -> new ReadWatch.Readable(CLUSTER, before));
        for (int i = 0; i < 3; i++) {
            apply(i, 1, entry(2, 2));
        }
        adopt(view(2, 1, 1, 2), 2);
        serve(2, 2, 2);
        commit(2, 2, 2);
        assertThat(history.losses()).isEmpty();
    }

    @Test
    void refusesCommitmentWhileIncompleteReplicaMayRead() {
        begin();
        View view = view(2, 1, 0, 1, 2);
        adopt(view, 0, 1, 2);
        taps.get(1).serving(2, 0, 2, 1, false);
        ledger.watch(processes.get(1),
                partition -> new ReadWatch.Readable(CLUSTER, view.chains().get(0)));
        for (int i = 0; i < 3; i++) {
            apply(i, 2, entry(2, 2));
        }
        refuses("I9", () -> commit(2, 2, 2));
    }

    @Test
    void refusesCommitIndexThatFalls() {
        begin();
        refuses("I2", () -> commit(0, 1, 1));
    }

    @Test
    void refusesGapInLog() {
        begin();
        refuses("I3", () -> apply(0, 1, entry(3, 3)));
    }

    @Test
    void refusesEntryThatThePredecessorLacks() {
        begin();
        refuses("I3", () -> apply(1, 1, entry(2, 2)));
        apply(0, 1, entry(2, 3));
    }

    @Test
    void refusesEntryThatDiffersFromThePredecessors() {
        begin();
        apply(0, 1, entry(2, 2));
        refuses("I3", () -> apply(1, 1, entry(2, 3)));
    }

    @Test
    void refusesCommitmentThatOneReplicaLacks() {
        begin();
        apply(0, 1, entry(2, 2));
        apply(1, 1, entry(2, 2));
        refuses("I4", () -> commit(1, 1, 2));
    }

    @Test
    void refusesReplicaThatServesWithoutCommittedEntries() {
        begin();
        adopt(view(2, 1, 0, 1, 2), 0, 1, 2);
        taps.get(2).discarded(3, 0);
        refuses("I5", () -> serve(2, 2, 0));
    }

    @Test
    void excusesLossOnlyWhenAllHoldersAreDead() {
        begin();
        processes.get(0).kill();
        processes.get(1).kill();
        refuses("I5", () -> adopt(view(2, 2, 2), 2));
        processes.get(2).kill();
        Process reborn = new Process(world, "b2", 1, 1, world.randomness());
        View next = new View(CLUSTER, 3, List.of(new Member(2, "http://b2", 7)),
                List.of(new Chain(3, 3, List.of(new Replica(2, 3)), List.of())), List.of(), 1);
        ledger.observerOf(reborn).adopted(7, next);
        assertThat(history.losses()).hasSize(1);
    }

    @Test
    void remembersWhatWasAppliedAgainAfterLoss() {
        begin();
        processes.forEach(Process::kill);
        BackendObserver reborn =
                ledger.observerOf(new Process(world, "b2", 1, 1, world.randomness()));
        reborn.adopted(7, new View(CLUSTER, 3, List.of(new Member(2, "http://b2", 7)),
                List.of(new Chain(3, 3, List.of(new Replica(2, 3)), List.of())), List.of(), 1));
        reborn.serving(7, 0, 3, 0, true);
        reborn.applied(7, 0, 3, 3, entry(1, 1), Result.Done.DONE);
        assertThat(history.echoes()).hasSize(1);
    }

    @Test
    void refusesIdentityCommittedTwice() {
        begin();
        for (int i = 0; i < 3; i++) {
            apply(i, 1, entry(2, 1));
        }
        refuses("I8", () -> commit(2, 1, 2));
    }

    @Test
    void refusesDifferentAnswersToOneEntry() {
        begin();
        apply(0, 1, entry(2, 2));
        refuses("I8", () -> taps.get(1).applied(2, 0, 1, 1, entry(2, 2), new Result.Removed(1)));
    }

    @Test
    void refusesUncommittedEntryAtLearner() {
        adopt(view(1, 1, 0, 1), 0, 1, 2);
        serve(0, 1, 0);
        apply(0, 1, entry(1, 1));
        refuses("I9", () -> taps.get(2).learned(3, 0, 1, entry(1, 1)));
        refuses("I9", () -> taps.get(2).loaded(3, 0, 1, 1, true));
    }

    @Test
    void refusesRemovalOfLiveReplicaWhileAnotherIsNew() {
        adopt(view(1, 1, 0, 1), 0, 1);
        serve(0, 1, 0);
        refuses("section 7", () -> adopt(view(2, 1, 1), 1));
    }

    @Test
    void refusesAdditionWhileAnotherIsNew() {
        adopt(view(1, 1, 0, 1), 0, 1);
        serve(0, 1, 0);
        refuses("section 7", () -> adopt(view(2, 1, 0, 1, 2), 1));
    }

    @Test
    void refusesChainWithStrangers() {
        refuses("view", () -> adopt(view(1, 1, 0, 5), 0));
        refuses("view", () -> adopt(view(2, 1, 0, 0), 0));
    }
}
