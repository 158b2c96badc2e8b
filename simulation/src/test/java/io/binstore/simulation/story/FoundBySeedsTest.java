package io.binstore.simulation.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.operation.Result;
import io.binstore.simulation.cluster.SimBackend;
import io.binstore.simulation.cluster.SimKeeper;
import io.binstore.simulation.history.CallRecord;
import io.binstore.simulation.world.World;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Faults that nobody thought of until a seed ran into them; each story fails where its cure is taken back. */
class FoundBySeedsTest {

    /**
     * Seed 701: a member that was dropped as silent went on reading under the leases of its peers after they had died,
     * while the partition had begun anew elsewhere and answered writes.
     */
    @Test
    void nobodyReadsALostPastOnceANewOneHasBegun() {
        Story story = Story.of(4, 1, 2, 1).startAll().appendInTurn(2);
        SimBackend dropped = story.tail();
        List<SimBackend> peers = story.replicas().subList(0, 2);
        story.links().isolate(dropped.host(), List.of("k0"));
        story.until("it is dropped", () -> story.leavesOut(dropped));
        peers.forEach(SimBackend::kill);
        // The other client is left with the view of before.
        story.links().isolate("c1", List.of("b3"));
        story.answer(new Mutation.ListAppend(Story.BIN, Story.BIN, Utf8.of("new")));
        CallRecord read = story.call(story.client(1), new Read.ListGet(Story.BIN, Story.BIN));
        story.seconds(3);
        story.links().heal();
        story.until("the read is answered", () -> !read.pending());
        assertThat(read.result()).isEqualTo(new Result.Items(List.of(Utf8.of("new"))));
        story.endsWell();
    }

    /**
     * Seed 1048: the keeper that had seen a cluster end finished the first view of that cluster once more, because a
     * survivor had voted for it and had never heard what became of it.
     */
    @Test
    void clusterThatHasEndedIsNotFoundedOnceMore() {
        Story story = Story.of(3, 1).startUntilFounded();
        long cluster = story.view().cluster();
        story.links().isolate("b0", story.hosts());
        story.until("the others go on", () -> story.backend(1).core().epoch() > 1);
        story.backend(1).kill();
        story.backend(2).kill();
        story.until("the keeper sees the end", () -> story.keeper(0).core().epoch() == 0);
        story.links().heal();
        story.rests();
        assertThat(story.view().cluster()).isNotEqualTo(cluster);
        story.appendInTurn(1).endsWithEverything();
    }

    /**
     * Seed 6038: a cluster ended, and its second view had a vote of a backend that had never heard of the first one. That
     * vote counted as void; but the voter refused the first view of the next cluster, whose epoch is lower.
     */
    @Test
    void voterOfAClusterThatHasEndedHelpsToFoundTheNext() {
        Story story = Story.of(3, 1).startUntilFounded();
        story.links().isolate("b0", story.hosts());
        story.untilVote();
        story.backend(1).kill();
        story.backend(2).kill();
        story.links().heal();
        story.until("the keeper sees the end", () -> story.keeper(0).core().epoch() == 0);
        story.backend(1).start();
        story.rests().appendInTurn(1).endsWithEverything();
    }

    /**
     * Seed 78332: a lead was held up before it heard that its view had been chosen, all who had chosen it died, and another
     * lead founded a new cluster with the newcomer of that view. Before the newcomer heard of that, the first lead woke up
     * and told it of the old cluster, so that there were two.
     */
    @Test
    void heldUpLeadMakesNoSecondCluster() {
        // What piled up at a held-up process comes in any order, and a vote counts only before its call's time-out.
        boolean chosen = false;
        for (int round = 0; round < 20 && !chosen; round++) {
            Story story = Story.of(2, 2).start(0).rests().seconds(round);
            SimKeeper lead = story.keeper(0);
            story.backend(1).start();
            story.untilVote();
            lead.pause();
            story.seconds(0.01);
            // Its one vote has reached it, nothing else does.
            story.links().cutOneWay(story.hosts(), List.of("k0"));
            story.backend(0).restartAtOnce();
            // Both vote for a new cluster, and the newcomer does not hear that it counts.
            story.untilVote().untilVote();
            story.links().cutOneWay(List.of("k1", "b0"), List.of("b1"));
            lead.resume();
            story.seconds(1);
            chosen = lead.core().epoch() == 2;
            story.links().heal();
            story.rests().appendInTurn(1).endsWithEverything();
        }
        assertThat(chosen).isTrue();
    }

    /**
     * Seed 73860: a backend holds a call for 300 ms, and a scan that needs more was begun anew each time, with as little
     * time as before.
     */
    @Test
    void scanThatNeedsSecondsComesToItsEnd() {
        Story story = Story.of(3, 1).startAll().unlucky("smallest scan step");
        for (int key = 0; key < 8; key++) {
            story.answer(new Mutation.Set(Story.BIN, Utf8.of("k" + key), Utf8.of("v")));
        }
        CallRecord scan = story.call(new Read.Keys(Story.BIN, Utf8.EMPTY, Utf8.EMPTY, null, 0));
        story.until("the scan is answered", () -> !scan.pending());
        assertThat(((Result.Keys) scan.result()).keys()).hasSize(8);
        assertThat(scan.returnNanos() - scan.invokeNanos()).isBetween(World.SECOND,
                10 * World.SECOND);
        story.endsWell();
    }

    /**
     * Seeds 13453 and 83377: a keeper knew the last view of a cluster, of which a newcomer that had never heard of it was
     * the only one left. Another keeper founded a cluster with everybody. The first one took a higher term and told the
     * newcomer of the old one.
     */
    @Test
    void newcomerIsNotToldOfAClusterThatIsOver() {
        Story story = Story.of(2, 2).start(0).rests();
        SimKeeper informed = story.lead();
        SimKeeper other = story.other(informed);
        story.backend(1).start();
        story.untilVote();
        story.links().cutOneWay(List.of(informed.host()), List.of("b0", "b1"));
        story.until("the view is chosen", () -> informed.core().epoch() == 2);
        informed.pause();
        story.backend(0).restartAtOnce();
        // Both vote for a new cluster, and the newcomer does not hear that it counts.
        story.untilVote().untilVote();
        story.links().heal();
        story.links().cutOneWay(List.of(other.host(), "b0"), List.of("b1"));
        story.links().isolate(informed.host(), List.of(other.host()));
        story.until("the cluster is founded", () -> other.core().epoch() == 1
                && story.backend(0).core().epoch() == 1);
        informed.resume();
        story.seconds(15);
        assertThat(story.backend(1).core().epoch()).isZero();
        story.links().heal();
        story.rests().appendInTurn(1).endsWithEverything();
    }

    /**
     * Seed 92491: one keeper knew of a first view of which all but one voter had died, and led by the lease of that one.
     * Another one led by the leases of those that were born since, and looked for a cluster to found. Each took the other's
     * votes for a few that had gone astray and asked anew under a higher term, without end.
     */
    @Test
    void twoThatLeadByDifferentVotersDoNotDeposeEachOtherForEver() {
        Story story = Story.of(4, 2).startUntilFounded();
        SimKeeper founder = story.lead();
        SimKeeper other = story.other(founder);
        story.links().isolate(founder.host(), story.hosts());
        founder.pause();
        other.kill();
        for (int reborn = 1; reborn < 4; reborn++) {
            story.backend(reborn).restartAtOnce();
        }
        other.start();
        story.until("another leads", () -> other.core().report().leads());
        // It learns of the deaths before it can tell the last voter of the view.
        story.links().heal();
        story.links().isolate("b0", List.of(founder.host()));
        founder.resume();
        story.until("both lead", () -> founder.core().report().leads()
                && other.core().report().leads());
        assertThat(founder.core().epoch()).isEqualTo(1);
        assertThat(other.core().epoch()).isZero();
        story.seconds(1);
        story.links().heal();
        story.rests().appendInTurn(1).endsWithEverything();
    }

    /**
     * Seeds 698 and 20581: the view that removed a silent replica, of which nobody knew whether it was complete, made a
     * learner a replica at once.
     */
    @Test
    void learnerWaitsForTheViewAfterTheOneThatRemovesASilentReplica() {
        Story story = Story.of(5, 1).startUntilFounded();
        SimBackend head = story.head();
        SimBackend silent = story.replicas().get(1);
        story.links().isolate(silent.host(), story.hosts());
        head.kill();
        story.until("a learner is being filled", story::hasLearner);
        story.until("the silent one goes", () -> story.leavesOut(silent));
        assertThat(story.chain().replicas()).hasSize(1);
        story.seconds(1);
        story.links().heal();
        story.rests().appendInTurn(1).endsWithEverything();
    }

    /**
     * Seed 13168: the first report of a backend reborn into a new cluster stood at the epoch of its last one in the old
     * cluster and was taken for no news. A learner was ready, and nobody looked.
     */
    @Test
    void rebornBackendAtTheSameEpochIsNews() {
        // A silent member is asked for its report every 3 s. Whenever that is, one of these silences ends well before it.
        for (int silentSeconds = 10; silentSeconds < 14; silentSeconds++) {
            Story story = Story.of(2, 1).startAll();
            story.backend(1).kill();
            story.rests();
            long cluster = story.view().cluster();
            story.links().isolate("b0", List.of("k0"));
            story.seconds(silentSeconds);
            story.links().heal();
            story.backend(0).restartAtOnce();
            story.until("a cluster begins", () -> story.viewIs(view -> view.cluster() != cluster));
            story.backend(1).start();
            story.rests().endsWell();
        }
    }

    /**
     * Seed 1338: a head died with a clock number that it alone had answered, before the lead had asked it for its
     * highest, and 45 s later another bin was still behind.
     */
    @Test
    void clockNumberOutlivesTheHeadThatAnsweredIt() {
        Story story = Story.of(4, 1, 1, 2).startAll();
        long number = story.clock(story.binIn(0), 1_000);
        story.head().kill();
        story.seconds(3);
        assertThat(story.clock(story.binIn(1), 0)).isGreaterThanOrEqualTo(number);
        story.endsWell();
    }

    /**
     * Seed 1526: one of two replicas was to leave and went in the view that made a learner the other's successor. The
     * learner lacked a write that the two had acknowledged since it last asked, and the other one died before it passed
     * that on.
     */
    @Test
    void chainOfTwoLetsNobodyGoBeforeTheThirdIsComplete() {
        // The lead believes a learner for 100 ms, and asks as often: one of these moments is between the two.
        for (int millis = 0; millis < 100; millis += 10) {
            Story story = Story.of(3, 1).start(0, 1).rests().appendInTurn(2);
            SimBackend leaver = story.head();
            SimBackend stays = story.tail();
            List<String> both = List.of("b0", "b1");
            story.links().cut(List.of("b2"), both);
            story.backend(2).start();
            story.until("it is to be filled", story::hasLearner);
            story.keeper(0).drain(leaver, true);
            story.seconds(1.5);
            story.links().heal();
            story.untilLoaded().seconds(millis / 1_000.0);
            story.links().cut(List.of("b2"), both);
            story.appendInTurn(1).seconds(0.3);
            stays.kill();
            story.links().heal();
            story.seconds(5);
            leaver.stay();
            story.endsWithEverything();
        }
    }

    /**
     * Seeds 3724 and 6700: a keeper whose clock showed less than nothing never asked for the lead, as it stood back from a
     * term that had never been.
     */
    @Test
    void keeperAsksWhateverItsClockShows() {
        Story story = Story.of(1, 1).start(0);
        SimKeeper keeper = story.keeper(0);
        // Each process draws what its clock shows, one in a thousand less than nothing.
        while (keeper.core().report().nanos() > -100 * World.SECOND) {
            keeper.restartAtOnce();
        }
        story.rests().appendInTurn(1).endsWithEverything();
    }
}
