package io.binstore.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.binstore.bench.report.LineChart.Dot;
import io.binstore.bench.report.LineChart.Line;
import io.binstore.bench.report.LineChart.Panel;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineChartTest {

    @Test
    void namesPowersOfTenWhereTheScaleIsLong() {
        LogScale scale = LogScale.around(10, 1 << 20, 0, 100);
        assertThat(scale.ticks()).containsExactly(10.0, 100.0, 1e3, 1e4, 1e5, 1e6);
        assertThat(scale.position(10)).isCloseTo(0, within(0.01));
        assertThat(scale.position(2_000_000)).isCloseTo(100, within(0.01));
    }

    @Test
    void namesStepsWhereItIsShort() {
        assertThat(LogScale.around(1, 12, 0, 100).ticks()).containsExactly(1.0, 2.0, 5.0, 10.0,
                20.0);
        assertThat(LogScale.around(7, 7, 0, 100).position(7)).isBetween(0.0, 100.0);
    }

    @Test
    void labelsWithFewCharacters() {
        assertThat(List.of(LogScale.label(1), LogScale.label(20), LogScale.label(5_000),
                LogScale.label(1e7), LogScale.label(0.5), LogScale.label(0.01)))
                .containsExactly("1", "20", "5k", "10M", "0.5", "0.01");
    }

    @Test
    void drawsEveryLineAndLeavesOutWhatALogarithmCannotShow() {
        String svg = LineChart.svg("bytes",
                List.of(new Panel("calls <per> s", List.of(new Line("set", 0, 0,
                        List.of(new Dot(1, 10), new Dot(10, 0), new Dot(100, 1_000)))))));
        assertThat(svg).startsWith("<svg xmlns=").contains("calls &lt;per&gt; s", "set", "bytes")
                .doesNotContain("NaN", "Infinity");
        assertThat(svg.split("<circle", -1)).hasSize(3);
    }
}
