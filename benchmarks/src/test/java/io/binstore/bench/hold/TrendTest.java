package io.binstore.bench.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrendTest {

    @Test
    void comparesTheLastThirdWithTheMiddleOne() {
        assertThat(Trend.growth(List.of(1L, 1L, 100L, 100L, 110L, 112L)))
                .isCloseTo(0.11, within(0.001));
        assertThat(Trend.growth(List.of(1L, 100L, 90L))).isCloseTo(-0.1, within(0.001));
    }

    @Test
    void leavesWhatIsOverToTheStart() {
        assertThat(Trend.growth(List.of(900L, 1L, 100L, 100L, 100L))).isCloseTo(0, within(0.001));
    }

    @Test
    void saysNothingOfTooFewFigures() {
        assertThat(Trend.growth(List.of(1L, 100L))).isZero();
    }
}
