package io.binstore.keeper.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.protocol.message.MigrateReply;
import io.binstore.protocol.message.MigrateRequest;
import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.Replica;
import io.binstore.protocol.model.View;
import java.util.List;
import org.junit.jupiter.api.Test;

class MigrationDriverTest {

    private final Stage stage = new Stage(4);
    private final MigrationDriver driver =
            new MigrationDriver(stage.candidate.term(), stage.courier);

    @Test
    void ordersTheLearnerToPullFromTheTailUntilItIsReady() {
        View view = activate(3, List.of(0, 1), 2);
        turns(view, 300);

        assertThat(orders())
                .containsOnly(new MigrateRequest.Order(0, 1, 3, stage.candidate.term()));
        assertThat(driver.ready(0, 2)).isTrue();
        assertThat(stage.sent(MigrateRequest.class))
                .allMatch(request -> request.to().incarnation() == 102);
    }

    @Test
    void theOrderKeepsItsNameThroughLaterViews() {
        turns(activate(3, List.of(0, 1), 2), 300);
        turns(activate(4, List.of(0, 1), 2), 300);

        assertThat(orders())
                .containsOnly(new MigrateRequest.Order(0, 1, 3, stage.candidate.term()));
        assertThat(driver.ready(0, 2)).isTrue();
    }

    @Test
    void anotherTailCostsAFreshOrder() {
        turns(activate(3, List.of(0, 1), 2), 300);
        View next = activate(4, List.of(0), 2);
        driver.turn(next, stage.detector, stage.views, stage.loop.nanos());
        assertThat(driver.ready(0, 2)).isFalse();
        turns(next, 300);

        assertThat(orders()).contains(new MigrateRequest.Order(0, 0, 4, stage.candidate.term()));
        assertThat(driver.ready(0, 2)).isTrue();
    }

    @Test
    void reportsAboutAnotherOrderDoNotCount() {
        stage.backends.get(2).migrateReply = new MigrateReply(
                List.of(new MigrateReply.Progress(0, 2, stage.candidate.term(), true, 0, 0),
                        new MigrateReply.Progress(0, 3, stage.candidate.term() + 16, true, 0, 0)));
        turns(activate(3, List.of(0, 1), 2), 300);

        assertThat(driver.ready(0, 2)).isFalse();
    }

    @Test
    void addsUpWhatIsLeft() {
        stage.backends.get(2).migrateReply = new MigrateReply(
                List.of(new MigrateReply.Progress(0, 3, stage.candidate.term(), false, 10, 32)));
        turns(activate(3, List.of(0, 1), 2), 300);

        assertThat(driver.bytesLeft()).isEqualTo(32);
    }

    @Test
    void aLearnerThatIsListedNoMoreIsForgotten() {
        turns(activate(3, List.of(0, 1), 2), 300);
        View next = activate(4, List.of(0, 1));
        turns(next, 10);

        assertThat(driver.ready(0, 2)).isFalse();
        assertThat(driver.bytesLeft()).isZero();
    }

    private List<MigrateRequest.Order> orders() {
        return stage.sent(MigrateRequest.class).stream()
                .flatMap(request -> request.orders().stream()).toList();
    }

    /** A view of four members with one partition, active at all of them. */
    private View activate(long epoch, List<Integer> replicas, Integer... learners) {
        Chain chain = new Chain(epoch, 1,
                replicas.stream().map(member -> new Replica(member, 1)).toList(),
                List.of(learners));
        View view = new View(5, epoch, stage.view(epoch, 0, 1, 2, 3).members(), List.of(chain),
                List.of(), 0);
        stage.backends.forEach(backend -> backend.active = view);
        return view;
    }

    private void turns(View view, int millis) {
        stage.known.offer(view, stage.loop.nanos());
        for (int i = 0; i < 4; i++) {
            stage.ballot.renew(i);
        }
        stage.run(5);
        for (int i = 0; i < millis; i++) {
            driver.turn(view, stage.detector, stage.views, stage.loop.nanos());
            stage.run(1);
        }
    }
}
