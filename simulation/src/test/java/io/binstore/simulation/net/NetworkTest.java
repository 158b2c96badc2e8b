package io.binstore.simulation.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.protocol.message.HealthRequest;
import io.binstore.protocol.message.KeeperHealthReply;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.message.Request;
import io.binstore.protocol.runtime.Transport.Answered;
import io.binstore.protocol.runtime.Transport.Failed;
import io.binstore.protocol.runtime.Transport.Failure;
import io.binstore.protocol.runtime.Transport.Outcome;
import io.binstore.simulation.world.Process;
import io.binstore.simulation.world.Trace;
import io.binstore.simulation.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class NetworkTest {

    private static final KeeperHealthReply REPLY = new KeeperHealthReply(0, 7, false, 0, 0);

    private final World world = new World(1, new Trace(0));
    private final Network network = new Network(world);
    private final Process caller = new Process(world, "c", 0, 1, world.randomness());
    private final Process server = new Process(world, "s", 0, 1, world.randomness());
    private final List<Outcome> outcomes = new ArrayList<>();
    private int handled;
    private boolean answers = true;

    private void listen() {
        network.listen("http://s", new Endpoint() {
            @Override
            public Process process() {
                return server;
            }

            @Override
            public void handle(Request request, Consumer<Reply> reply) {
                handled++;
                if (answers) {
                    reply.accept(REPLY);
                }
            }
        });
    }

    private void call() {
        network.transportOf(caller).call("http://s", new HealthRequest(), World.SECOND,
                outcomes::add);
    }

    private void run() {
        world.runUntil(world.nowNanos() + 5 * World.SECOND);
        assertThat(world.violation()).isNull();
    }

    @Test
    void carriesRequestAndAnswer() {
        listen();
        call();
        assertThat(outcomes).isEmpty();
        run();
        assertThat(outcomes).containsExactly(new Answered(REPLY));
    }

    @Test
    void refusesQuicklyWhereNothingRuns() {
        call();
        world.runUntil(World.SECOND / 2);
        assertThat(outcomes).containsExactly(new Failed(Failure.REFUSED));
    }

    @Test
    void silentServerGivesUnknownAtTheTimeout() {
        listen();
        answers = false;
        call();
        world.runUntil(World.SECOND / 2);
        assertThat(outcomes).isEmpty();
        run();
        assertThat(outcomes).containsExactly(new Failed(Failure.UNKNOWN));
    }

    @Test
    void deathOfServerNeverLooksRefusedToWhoHadReachedIt() {
        listen();
        answers = false;
        call();
        world.runUntil(World.SECOND / 2);
        server.kill();
        run();
        assertThat(outcomes).containsExactly(new Failed(Failure.UNKNOWN));
    }

    @Test
    void pausedServerHandlesLateWhatCameMeanwhile() {
        listen();
        server.pause();
        call();
        run();
        assertThat(outcomes).containsExactly(new Failed(Failure.UNKNOWN));
        assertThat(handled).isZero();
        server.resume();
        run();
        assertThat(handled).isEqualTo(1);
        assertThat(outcomes).hasSize(1);
    }

    @Test
    void lostAnswerMeansHandledAndUnknown() {
        network.weather(new Weather(World.MILLISECOND, 0, 0, 0, 1, 0, 0, 0));
        listen();
        call();
        run();
        assertThat(handled).isEqualTo(1);
        assertThat(outcomes).containsExactly(new Failed(Failure.UNKNOWN));
    }

    @Test
    void repeatedRequestIsHandledTwiceAndAnsweredOnce() {
        network.weather(new Weather(World.MILLISECOND, 0, 0, 0, 0, 1, 0, 0));
        listen();
        call();
        run();
        assertThat(handled).isEqualTo(2);
        assertThat(outcomes).containsExactly(new Answered(REPLY));
    }

    @Test
    void replayComesToWhoeverRunsThereThen() {
        network.weather(new Weather(World.MILLISECOND, 0, 0, 1, 0, 0, 1, 2 * World.SECOND));
        listen();
        call();
        run();
        assertThat(handled).isEqualTo(1);
        assertThat(outcomes).containsExactly(new Failed(Failure.UNKNOWN));
    }

    @Test
    void oneWayCutLetsRequestsThroughAndNoAnswers() {
        listen();
        network.links().cutOneWay(List.of("s"), List.of("c"));
        call();
        run();
        assertThat(handled).isEqualTo(1);
        assertThat(outcomes).containsExactly(new Failed(Failure.UNKNOWN));
        network.links().heal();
        network.links().cut(List.of("s"), List.of("c"));
        call();
        run();
        assertThat(handled).isEqualTo(1);
    }

    @Test
    void cutOffHostIsSilentAndNotRefused() {
        network.links().isolate("s", List.of("c", "s"));
        call();
        run();
        assertThat(outcomes).containsExactly(new Failed(Failure.UNKNOWN));
    }
}
