package io.binstore.keeper.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.View;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JoinPaceTest {

    private static final long MILLI = 1_000_000;

    private final JoinPace pace = new JoinPace();

    private boolean admits(View base, long nowNanos) {
        pace.notice(base, nowNanos);
        return pace.admits(999, base, nowNanos);
    }

    private static View view(long epoch, int... members) {
        return new View(1, epoch, IntStream.of(members).mapToObj(JoinPaceTest::member).toList(),
                List.of(), List.of(), 0);
    }

    private static Member member(int index) {
        return new Member(index, "http://b" + index, 100 + index);
    }

    @Test
    void letsTheFirstNewcomersInAtOnce() {
        assertThat(admits(view(5, 0, 1, 2), 0)).isTrue();
        assertThat(admits(view(6, 0, 1), MILLI)).as("one has gone").isTrue();
    }

    @Test
    void waitsAfterNewcomersTheLongerTheMoreMembersThereAre() {
        pace.notice(view(5, 0), 0);
        assertThat(admits(view(6, 0, 1, 2), MILLI)).isFalse();
        assertThat(admits(view(6, 0, 1, 2), 60 * MILLI)).isFalse();
        assertThat(admits(view(6, 0, 1, 2), 61 * MILLI)).isTrue();
        View many = view(7, IntStream.range(0, 300).toArray());
        assertThat(admits(many, 61 * MILLI)).isFalse();
        assertThat(admits(many, 6_060 * MILLI)).isFalse();
        assertThat(admits(many, 6_061 * MILLI)).isTrue();
    }

    @Test
    void viewsThatOnlyMoveWhatIsHeldDoNotMakeNewcomersWaitLonger() {
        pace.notice(view(5, 0), 0);
        assertThat(admits(view(6, 0, 1), 0)).isFalse();
        assertThat(admits(view(7, 0, 1), 39 * MILLI)).isFalse();
        assertThat(admits(view(7, 0, 1), 40 * MILLI)).isTrue();
        assertThat(admits(view(8, 0, 1), 41 * MILLI)).isTrue();
    }

    @Test
    void aMemberThatComesBackAsAnotherIsANewcomer() {
        pace.notice(view(5, 0, 1), 0);
        View again = new View(1, 6, List.of(member(0), new Member(1, "http://b1", 999)), List.of(),
                List.of(), 0);
        assertThat(admits(again, 0)).isFalse();
    }

    @Test
    void whoComesBackToItsPlaceDoesNotWait() {
        pace.notice(view(5, 0), 0);
        View base = view(6, 0, 1);
        pace.notice(base, 0);
        assertThat(pace.admits(1, base, 0)).isTrue();
        assertThat(pace.admits(2, base, 0)).isFalse();
    }
}
