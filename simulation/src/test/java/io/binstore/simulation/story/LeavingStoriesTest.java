package io.binstore.simulation.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Mutation;
import io.binstore.simulation.cluster.SimBackend;
import io.binstore.simulation.history.CallRecord;
import io.binstore.simulation.world.World;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Backends that leave on purpose, and backends that lose sight of each other only. */
class LeavingStoriesTest {

    private static final long PLANNED_WAIT_NANOS = 100 * World.MILLISECOND;
    private static final long CUT_WAIT_NANOS = 6 * World.SECOND;

    private int values;

    @Test
    void drainedBackendIsEmptiedWithoutASlowCall() {
        Story story = Story.of(4, 2, 1, 8).startAll();
        SimBackend leaving = story.head();
        story.keeper(1).drain(leaving, true);
        appendsUntilLeftOut(story, leaving, PLANNED_WAIT_NANOS);
        assertThat(leaving.up()).isTrue();
        assertThat(story.view().chains()).allMatch(chain -> chain.replicas().size() == 3);

        leaving.stay();
        story.rests();
        assertThat(story.leavesOut(leaving)).isFalse();
        story.endsWell();
    }

    @Test
    void drainThatIsTakenBackEndsInTheMiddle() {
        Story story = Story.of(4, 1, 1, 8).startAll();
        SimBackend leaving = story.head();
        story.keeper(0).drain(leaving, true);
        story.until("somebody takes its place", story::hasLearner);
        story.keeper(0).drain(leaving, false);
        story.rests();
        assertThat(story.leavesOut(leaving)).isFalse();
        story.endsWell();
    }

    @Test
    void stoppedBackendGoesOnceItIsEmpty() {
        Story story = Story.of(4, 1, 1, 8).startAll();
        SimBackend leaving = story.head();
        leaving.stop();
        appendsUntilLeftOut(story, leaving, PLANNED_WAIT_NANOS);
        story.until("it is gone", () -> !leaving.up());
        // Heads move once more after all copies are there.
        story.seconds(5);
        story.endsWell();
    }

    @Test
    void allButOneMayLeave() {
        Story story = Story.of(3, 1, 1, 8).startAll().appendInTurn(3);
        story.keeper(0).drain(story.backend(0), true);
        story.keeper(0).drain(story.backend(2), true);
        story.until("both are out", () -> story.viewIs(view -> view.members().size() == 1));
        story.appendInTurn(1);
        assertThat(story.items()).hasSize(4);
        story.backend(0).stay();
        story.backend(2).stay();
        story.endsWithEverything();
    }

    @Test
    void stopDoesNotWaitForWhatCannotBe() {
        Story alone = Story.of(1, 1).startAll();
        alone.backend(0).stop();
        alone.seconds(0.1);
        assertThat(alone.backend(0).up()).isFalse();

        Story unled = Story.of(3, 2).startAll();
        unled.keeper(0).kill();
        unled.keeper(1).kill();
        unled.backend(0).stop();
        unled.seconds(0.1);
        assertThat(unled.backend(0).up()).isFalse();
    }

    @Test
    void cutBetweenTwoBackendsHoldsNobodyUpForLong() {
        Story story = Story.of(4, 2, 1, 8).startAll();
        SimBackend one = story.replicas().get(0);
        SimBackend other = story.replicas().get(1);
        story.links().isolate(one.host(), List.of(other.host()));
        for (int second = 0; second < 30; second++) {
            waits(appendToAll(story), story, CUT_WAIT_NANOS);
            story.seconds(1);
        }
        assertThat(story.leavesOut(one) ^ story.leavesOut(other)).isTrue();
        long epoch = story.view().epoch();
        story.seconds(60);
        assertThat(story.view().epoch()).as("nobody comes and goes while it lasts")
                .isEqualTo(epoch);
        story.links().heal();
        story.endsWell();
    }

    @Test
    void cutInOneDirectionHoldsNobodyUpForLong() {
        Story story = Story.of(4, 2, 1, 8).startAll();
        SimBackend one = story.replicas().get(0);
        SimBackend other = story.replicas().get(1);
        story.links().cutOneWay(List.of(one.host()), List.of(other.host()));
        for (int second = 0; second < 30; second++) {
            waits(appendToAll(story), story, CUT_WAIT_NANOS);
            story.seconds(1);
        }
        story.links().heal();
        story.endsWell();
    }

    private void appendsUntilLeftOut(Story story, SimBackend leaving, long waitNanos) {
        for (int round = 0; !story.leavesOut(leaving); round++) {
            assertThat(round).as("rounds until it is left out").isLessThan(600);
            waits(appendToAll(story), story, waitNanos);
            story.seconds(0.02);
        }
    }

    /** An append in every partition. */
    private List<CallRecord> appendToAll(Story story) {
        List<CallRecord> calls = new ArrayList<>();
        for (int partition = 0; partition < 8; partition++) {
            Utf8 bin = story.binIn(partition);
            calls.add(story.call(
                    new Mutation.ListAppend(bin, bin, Utf8.of("v" + values++))));
        }
        return calls;
    }

    private static void waits(List<CallRecord> calls, Story story, long mostNanos) {
        story.until("all is answered", () -> calls.stream().noneMatch(CallRecord::pending));
        assertThat(calls).allSatisfy(call -> assertThat(call.returnNanos() - call.invokeNanos())
                .isLessThan(mostNanos));
    }
}
