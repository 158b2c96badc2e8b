package io.binstore.simulation.check;

import static io.binstore.simulation.check.Script.clock;
import static io.binstore.simulation.check.Script.tick;
import static io.binstore.simulation.check.Script.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClockCheckTest {

    private static void accepts(Script script) {
        assertThat(script.judged()).isNull();
    }

    private static void refuses(Script script) {
        assertThat(script.judged()).isNotNull().hasMessageStartingWith("clock");
    }

    @Test
    void acceptsRisingNumbersWithGaps() {
        accepts(new Script().call(clock(0), tick(0)).call(clock(0), tick(1)).call(clock(9), tick(9))
                .call(clock(0), unknown()).call(clock(0), tick(11)));
    }

    @Test
    void acceptsAnyOrderOfOverlappingCalls() {
        accepts(new Script().begin(clock(0)).begin(clock(0)).end(tick(1)).end(tick(0)));
    }

    @Test
    void refusesNumberGivenTwice() {
        refuses(new Script().call(clock(0), tick(3)).call(clock(0), tick(3)));
        refuses(new Script().begin(clock(0)).begin(clock(0)).end(tick(1)).end(tick(1)));
    }

    @Test
    void refusesNumberThatFalls() {
        refuses(new Script().call(clock(0), tick(3)).call(clock(0), tick(2)));
        refuses(new Script().call(clock(0), tick(-1)).call(clock(0), tick(2)));
    }

    @Test
    void refusesLessThanAskedFor() {
        refuses(new Script().call(clock(7), tick(6)));
        refuses(new Script().call(clock(-1), tick(6)));
    }

    @Test
    void standsStillAtItsUpperEnd() {
        accepts(new Script().call(clock(-1), tick(-1)).call(clock(0), tick(-1)));
    }

    @Test
    void doesNotCompareAcrossLoss() {
        accepts(new Script().call(clock(0), tick(3)).lose().call(clock(0), tick(0)));
        refuses(new Script().lose().call(clock(0), tick(3)).call(clock(0), tick(0)));
    }
}
