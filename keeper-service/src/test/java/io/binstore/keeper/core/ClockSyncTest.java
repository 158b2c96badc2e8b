package io.binstore.keeper.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.protocol.message.ClockRequest;
import io.binstore.protocol.model.View;
import org.junit.jupiter.api.Test;

class ClockSyncTest {

    private final Stage stage = new Stage(3);
    private final ClockSync clock = new ClockSync(1_000 * FakeLoop.MILLI, stage.courier);

    @Test
    void pushesTheHighestNumberToEverybody() {
        View view = stage.activate(3, 0, 1, 2);
        stage.backends.get(1).clock = 40;
        turns(view, 1_500);

        assertThat(stage.backends).allMatch(backend -> backend.clock == 40);
        assertThat(clock.floor()).isEqualTo(40);
        assertThat(stage.sent(ClockRequest.class)).hasSize(6);
    }

    @Test
    void numbersAreUnsignedAndNeverFall() {
        View view = stage.activate(3, 0, 1, 2);
        clock.heard(-2);
        clock.heard(Long.MAX_VALUE);
        turns(view, 100);

        assertThat(clock.floor()).isEqualTo(-2);
        assertThat(stage.backends).allMatch(backend -> backend.clock == -2);
    }

    private void turns(View view, int millis) {
        for (int i = 0; i < millis; i++) {
            clock.turn(view, stage.detector, stage.loop.nanos());
            stage.loop.run(1);
        }
    }
}
