package io.binstore.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Result;
import io.binstore.simulation.history.History;
import io.binstore.simulation.world.World;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClockLagCheckTest {

    private final History history = new History();

    private void tick(String bin, double second, long value) {
        long nanos = (long) (second * World.SECOND);
        var call = history.invoke("c", new Mutation.Clock(Utf8.of(bin), 0), nanos);
        history.complete(call, new Result.ClockValue(value), nanos);
    }

    @Test
    void allowsLagOfThreeSeconds() {
        tick("a", 1, 10);
        tick("b", 3.9, 2);
        tick("b", 4.1, 10);
        assertThat(new ClockLagCheck(history, List.of()).violation()).isNull();
    }

    @Test
    void refusesLongerLagUnderOneLead() {
        tick("a", 1, 10);
        tick("b", 4.1, 9);
        assertThat(new ClockLagCheck(history, List.of(World.SECOND)).violation()).isNotNull();
        assertThat(new ClockLagCheck(history, List.of(2 * World.SECOND)).violation()).isNull();
    }
}
