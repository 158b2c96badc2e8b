package io.binstore.bed.judge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrafficTest {

    private static final long SECOND = 1_000_000_000L;

    private final Traffic traffic = new Traffic();

    @Test
    void countsACallInEveryTimeThatItTouches() {
        traffic.add(SECOND, 4 * SECOND, false);
        traffic.add(5 * SECOND, 5 * SECOND + 10, false);
        traffic.add(2 * SECOND, 3 * SECOND, true);
        assertThat(traffic.longestNanos(2 * SECOND, 3 * SECOND)).isEqualTo(3 * SECOND);
        assertThat(traffic.longestNanos(5 * SECOND, 6 * SECOND)).isEqualTo(10);
        assertThat(traffic.answered(2 * SECOND, 6 * SECOND)).isEqualTo(2);
        assertThat(traffic.failures(0, 2 * SECOND + 1)).isOne();
        assertThat(traffic.failures(4 * SECOND, 6 * SECOND)).isZero();
        assertThat(traffic.answeredBySecond(0, 6)).containsExactly(0, 0, 0, 0, 1, 1);
        assertThat(traffic.longestBySecond(0, 6)[4]).isEqualTo(3 * SECOND);
        assertThat(traffic.quantileNanos(0, 6 * SECOND, 0)).isEqualTo(10);
    }
}
