package io.binstore.simulation.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.operation.Result;
import io.binstore.simulation.cluster.SimBackend;
import io.binstore.simulation.cluster.SimKeeper;
import io.binstore.simulation.history.CallRecord;
import io.binstore.simulation.net.Weather;
import io.binstore.simulation.world.World;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each fault that a design like this one falls for, as a story with a name. */
class FaultStoriesTest {

    @Test
    void headKilledWhileWriting() {
        Story story = Story.of(4, 2).startAll().appendInTurn(5);
        SimBackend head = story.head();
        for (int i = 0; i < 10; i++) {
            story.append("during" + i);
        }
        story.seconds(0.001);
        head.kill();
        story.appendInTurn(5);
        assertThat(story.items()).hasSize(20).doesNotHaveDuplicates();
        story.endsWell();
    }

    @Test
    void middleAndTailKilledWhileWriting() {
        Story story = Story.of(5, 2).startAll().appendInTurn(3);
        SimBackend middle = story.backend(story.chain().replicas().get(1).member());
        story.append("one");
        middle.kill();
        story.appendInTurn(3).rests();
        SimBackend tail = story.tail();
        story.append("two");
        tail.kill();
        story.appendInTurn(3);
        story.endsWithEverything();
    }

    @Test
    void restartFasterThanOnePoll() {
        Story story = Story.of(3, 1).startAll().appendInTurn(3);
        for (int i = 0; i < 3; i++) {
            story.head().restartAtOnce();
            story.appendInTurn(3).rests();
        }
        story.endsWithEverything();
    }

    @Test
    void pausedLeadWakesUp() {
        Story story = Story.of(4, 2).startAll().appendInTurn(2);
        SimKeeper first = story.lead();
        first.pause();
        story.until("the other keeper leads", () -> story.lead() != first && story.lead().leads());
        story.tail().kill();
        story.appendInTurn(3);
        first.resume();
        story.appendInTurn(3).rests();
        story.endsWithEverything();
    }

    @Test
    void pausedBackendWakesUpAfterItsReplacement() {
        Story story = Story.of(4, 1).startAll().appendInTurn(2);
        SimBackend head = story.head();
        head.pause();
        story.appendInTurn(4);
        head.resume();
        story.appendInTurn(2);
        story.endsWithEverything();
    }

    @Test
    void twoFounders() {
        Story story = Story.of(3, 2);
        // Each founder sees another part of the backends first.
        story.links().cut(List.of("k0"), List.of("b2"));
        story.links().cut(List.of("k1"), List.of("b0"));
        story.start(0, 1, 2).seconds(10);
        story.links().heal();
        story.rests().appendInTurn(3);
        assertThat(story.view().members()).hasSize(3);
        story.endsWithEverything();
    }

    @Test
    void crashOfLearnerInMidMigration() {
        Story story = Story.of(4, 2).start(0, 1, 2).rests().appendInTurn(5);
        story.tail().kill();
        story.backend(3).start();
        story.until("a learner is being filled", story::hasLearner);
        story.backend(3).restartAtOnce();
        story.appendInTurn(3);
        story.endsWithEverything();
    }

    @Test
    void leadKilledInMidMigrationAndSourceAfterIt() {
        Story story = Story.of(4, 2).start(0, 1, 2).rests().appendInTurn(5);
        story.backend(3).start();
        story.tail().kill();
        story.until("a learner is being filled", story::hasLearner);
        SimBackend source = story.tail();
        SimKeeper lead = story.lead();
        lead.kill();
        source.kill();
        story.appendInTurn(3);
        lead.start();
        story.endsWithEverything();
    }

    @Test
    void learnerPromotedWhileTheSourceDies() {
        Story story = Story.of(3, 1).start(0, 1).rests().appendInTurn(5);
        story.backend(2).start();
        story.until("a learner is being filled", story::hasLearner);
        SimBackend source = story.tail();
        long version = story.chain().version();
        story.until("the learner is promoted", () -> story.chain().version() > version);
        source.kill();
        story.appendInTurn(3);
        story.endsWithEverything();
    }

    @Test
    void clientThatCannotReachAHeadWhichAllOthersReach() {
        Story story = Story.of(4, 1).startAll().appendInTurn(2);
        SimBackend head = story.head();
        story.links().cut(List.of("c0"), List.of("b" + head.index()));
        CallRecord first = story.append("first");
        story.seconds(2.1);
        assertThat(first.result()).isEqualTo(Result.Done.DONE);
        // Now that it knows, it does not wait any more.
        CallRecord second = story.append("second");
        story.seconds(0.1);
        assertThat(second.result()).isEqualTo(Result.Done.DONE);
        story.seconds(30);
        assertThat(story.head()).isSameAs(head);
        story.links().heal();
        story.appendInTurn(2);
        story.endsWithEverything();
    }

    @Test
    void retryAfterLostReply() {
        Story story = Story.of(3, 1).startAll().appendInTurn(1);
        story.links().cutOneWay(story.hosts(), List.of("c0"));
        var append = story.append("once");
        var clock = story.call(new Mutation.Clock(Story.BIN, 0));
        story.seconds(8);
        assertThat(append.pending()).isTrue();
        story.links().heal();
        story.until("the calls are answered", () -> !append.pending() && !clock.pending());
        assertThat(clock.result()).isEqualTo(new Result.ClockValue(0));
        story.endsWithEverything();
    }

    @Test
    void countOfRemoveSurvivesFailover() {
        Story story = Story.of(4, 1).startAll();
        story.append("x");
        story.append("x");
        story.seconds(1);
        story.links().cutOneWay(story.hosts(), List.of("c0"));
        var remove = story.call(new Mutation.ListRemove(Story.BIN, Story.BIN, Utf8.of("x")));
        story.seconds(3);
        story.head().kill();
        story.seconds(5);
        story.links().heal();
        story.until("the call is answered", () -> !remove.pending());
        assertThat(remove.result()).isEqualTo(new Result.Removed(2));
        assertThat(story.items()).isEmpty();
        story.endsWell();
    }

    @Test
    void staleClientView() {
        Story story = Story.of(6, 1).start(0, 1, 2).rests().appendInTurn(2);
        story.client().pause();
        for (int i = 0; i < 3; i++) {
            story.backend(3 + i).start();
            story.seconds(12);
            story.backend(i).kill();
            story.seconds(12);
        }
        story.client().resume();
        story.appendInTurn(2);
        story.endsWithEverything();
    }

    @Test
    void onlyBackendIsRebornEmpty() {
        Story story = Story.of(1, 1).startAll().appendInTurn(3);
        story.backend(0).restartAtOnce();
        assertThat(story.items()).isEmpty();
        assertThat(story.answer(new Read.Get(Story.BIN, Story.BIN)))
                .isEqualTo(new Result.Value(null));
        assertThat(story.history().losses()).hasSize(1);
        story.endsWell();
    }

    @Test
    void rebornEmptyBackendIsFilledAgain() {
        Story story = Story.of(3, 1).startAll().appendInTurn(5);
        for (int i = 0; i < 3; i++) {
            story.backend(i).kill();
            story.seconds(5);
            story.backend(i).start();
            story.appendInTurn(1).rests();
        }
        story.endsWithEverything();
    }

    @Test
    void twoBackendsDownToOneAndBack() {
        Story story = Story.of(2, 1).startAll().appendInTurn(3);
        story.backend(0).kill();
        story.appendInTurn(3);
        story.backend(0).start();
        story.rests();
        story.backend(1).kill();
        story.appendInTurn(3);
        story.backend(1).start();
        story.endsWithEverything();
    }

    @Test
    void growsFromOneToFiveAndLosesTheOriginal() {
        Story story = Story.of(5, 2).start(0).rests().appendInTurn(3);
        for (int i = 1; i < 5; i++) {
            story.backend(i).start();
            story.appendInTurn(2).rests();
        }
        story.backend(0).kill();
        story.appendInTurn(3);
        story.endsWithEverything();
    }

    @Test
    void allKeepersDownAndStillServing() {
        Story story = Story.of(3, 2).startAll().appendInTurn(2);
        story.keeper(0).kill();
        story.keeper(1).kill();
        story.seconds(60).appendInTurn(3);
        assertThat(story.items()).hasSize(5);
        story.keeper(1).start();
        story.keeper(0).start();
        story.endsWithEverything();
    }

    @Test
    void cutOffHeadAnswersNoStaleRead() {
        Story story = Story.of(4, 1).startAll().appendInTurn(2);
        SimBackend head = story.head();
        story.links().isolate(head.host(), List.of("b0", "b1", "b2", "b3", "k0"));
        story.appendInTurn(4);
        assertThat(story.items()).hasSize(6);
        story.links().heal();
        story.endsWithEverything();
    }

    @Test
    void clockRisesThroughFailover() {
        Story story = Story.of(4, 1).startAll();
        long before = story.clock();
        for (int i = 0; i < 4; i++) {
            story.head().restartAtOnce();
            long next = story.clock();
            assertThat(Long.compareUnsigned(next, before)).isPositive();
            before = next;
            story.rests();
        }
        story.endsWell();
    }

    @Test
    void badWeatherOnly() {
        Story story = Story.of(3, 2).startAll();
        story.weather(new Weather(5 * World.MILLISECOND, 0.05, World.SECOND, 0.1, 0.1, 0.2, 0.05,
                30 * World.SECOND));
        story.appendInTurn(20);
        story.weather(Weather.CALM);
        story.endsWithEverything();
    }
}
