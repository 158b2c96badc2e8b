package io.binstore.keeper.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.protocol.message.StatusRequest;
import io.binstore.protocol.model.View;
import org.junit.jupiter.api.Test;

class StatusBookTest {

    private final Stage stage = new Stage(3);
    private final StatusBook book = new StatusBook(stage.settings.timing(), stage.courier,
            stage.known, new Chronicle(stage.loop));

    @Test
    void leavesMembersAloneOnceAllTheirReplicasAreComplete() {
        View view = stage.activate(3, 0, 1, 2);
        stage.known.offer(view, stage.loop.nanos());
        turns(4_900);

        assertThat(book.complete(view, 0)).hasSize(3);
        assertThat(stage.sent(StatusRequest.class)).hasSize(3);
    }

    @Test
    void asksAllAtOnceAfterAViewChange() {
        stage.known.offer(stage.activate(3, 0, 1, 2), stage.loop.nanos());
        turns(500);
        View next = stage.activate(4, 0, 1);
        stage.known.offer(next, stage.loop.nanos());
        book.hurry();
        turns(10);

        assertThat(stage.sent(StatusRequest.class)).hasSize(5);
        assertThat(book.complete(next, 0)).hasSize(2);
    }

    private void turns(int millis) {
        for (int i = 0; i < millis; i++) {
            book.turn(stage.loop.nanos(), true, stage.detector);
            stage.loop.run(1);
        }
    }
}
