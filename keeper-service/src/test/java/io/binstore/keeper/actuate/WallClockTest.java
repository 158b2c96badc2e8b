package io.binstore.keeper.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class WallClockTest {

    private static final long SECOND = 1_000_000_000;

    private Instant now = Instant.parse("2026-11-22T10:00:00.123456Z");
    private final WallClock clock = new WallClock(() -> now);

    @Test
    void tellsWhenAMomentWas() {
        assertThat(clock.at(-5 * SECOND, -3 * SECOND)).isEqualTo("2026-11-22T09:59:58.123Z");
    }

    @Test
    void staysWithItsAnswerWhileTheClocksDriftALittle() {
        Instant first = clock.at(0, SECOND);
        now = now.plusSeconds(1).plusMillis(20);
        assertThat(clock.at(0, 2 * SECOND)).isEqualTo(first);
    }

    @Test
    void followsAWallClockThatIsSetAnew() {
        clock.at(0, SECOND);
        now = now.minusSeconds(3600);
        assertThat(clock.at(0, SECOND)).isEqualTo("2026-11-22T08:59:59.123Z");
    }
}
