package io.binstore.keeper.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.protocol.message.AcceptedView;
import io.binstore.protocol.message.LeaseRequest;
import io.binstore.protocol.message.ProposeRequest;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.View;
import java.util.List;
import org.junit.jupiter.api.Test;

class FoundingTest {

    private final Stage stage = new Stage(3);

    @Test
    void foundsWithExactlyThoseThatAnswer() {
        stage.down.add(1);
        stage.run(400);

        assertThat(stage.known.cluster()).isEqualTo(4711);
        assertThat(stage.known.view()).isNotNull();
        assertThat(stage.known.view().members()).extracting(Member::index).containsExactly(0, 2);
        assertThat(stage.backends.get(0).epoch()).isEqualTo(1);
        assertThat(stage.backends.get(2).epoch()).isEqualTo(1);
    }

    @Test
    void aSilentAddressBlocksIt() {
        stage.silent.add(1);
        stage.run(20_000);

        assertThat(stage.known.view()).isNull();
        assertThat(stage.views.foundingBlockedBy(stage.loop.nanos()))
                .isEqualTo(FakeCluster.backend(1));
        stage.silent.clear();
        stage.run(5_000);
        assertThat(stage.known.view()).isNotNull();
    }

    @Test
    void thoseThatDidNotAnswerAreAskedAgainAfterEveryNewcomer() {
        stage.down.addAll(List.of(1, 2));
        // 0 answers late: what was refused before does not count any more.
        stage.lost = request -> request instanceof LeaseRequest
                && stage.loop.nanos() < 1_500 * FakeLoop.MILLI;
        stage.run(590);
        assertThat(stage.known.view()).isNull();
        stage.down.remove(2);
        stage.lost = request -> false;
        stage.run(1_500);

        assertThat(stage.known.view()).isNotNull();
        assertThat(stage.known.view().members()).extracting(Member::index).containsExactly(0, 2);
    }

    @Test
    void allMustAcceptDeadOrAlive() {
        stage.lost = request -> request instanceof ProposeRequest propose
                && propose.to().incarnation() == 102;
        stage.run(300);
        stage.kill(2);
        stage.run(3_000);

        assertThat(stage.known.view()).isNull();
        assertThat(stage.views.hopeless()).isTrue();
    }

    @Test
    void anotherFoundersViewIsFinishedByThoseOfItsMembersThatLive() {
        stage.lost = request -> request instanceof ProposeRequest propose
                && propose.to().incarnation() == 102;
        stage.run(300);
        View first = stage.backends.get(0).accepted.view();
        stage.kill(2);
        stage.down.remove(2);
        stage.lost = request -> false;
        stage.run(1_500);
        stage.newTerm();
        stage.run(3_000);

        assertThat(stage.backends.get(0).active).isEqualTo(first);
        assertThat(stage.backends.get(1).active).isEqualTo(first);
    }

    @Test
    void whatWasAcceptedInAClusterThatIsNoMoreIsVoid() {
        View first = stage.view(1, 0, 1, 2);
        stage.backends.get(0).accepted = new AcceptedView(first, 3, List.of(100L, 101L, 102L));
        stage.known.offer(stage.view(12, 1, 2), stage.loop.nanos());
        stage.known.forgetIfExtinct(member -> true);
        stage.run(3_000);

        assertThat(stage.known.view()).isNotNull();
        assertThat(stage.known.cluster()).isEqualTo(4711).isNotEqualTo(first.cluster());
        assertThat(stage.backends.get(0).active).isEqualTo(stage.known.view());
    }

    @Test
    void aViewOrAHigherTermAnywhereStopsIt() {
        stage.activate(3, 1);
        stage.run(1_000);
        assertThat(stage.known.epoch()).isEqualTo(3);

        Stage other = new Stage(3);
        other.backends.get(1).promisedTerm = 500;
        other.run(1_000);
        assertThat(other.ballot.deposed()).isNotNull();
    }

    @Test
    void anAcceptedViewIsNeverReplacedByANewOne() {
        View left = stage.view(1, 0, 1, 2);
        stage.backends.get(2).accepted = new AcceptedView(left, 3, List.of(100L, 101L, 102L));
        stage.run(1_000);

        assertThat(stage.known.view()).isEqualTo(left);
    }
}
