package io.binstore.client.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binstore.protocol.runtime.Invariants.BrokenInvariant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SequenceWindowTest {

    private final SequenceWindow window = new SequenceWindow(64);

    @Test
    void countsFromOne() {
        assertThat(window.lowest()).isEqualTo(1);
        assertThat(List.of(window.take(), window.take())).containsExactly(1L, 2L);
    }

    @Test
    void lowestStaysAtTheOldestWithoutAnswer() {
        window.take();
        window.take();
        window.take();
        window.answer(2);
        assertThat(window.lowest()).isEqualTo(1);
        window.answer(1);
        assertThat(window.lowest()).isEqualTo(3);
    }

    @Test
    void isFullWhenTheOldestHoldsUpAllOthers() {
        for (int i = 0; i < 64; i++) {
            long taken = window.take();
            if (taken > 1) {
                window.answer(taken);
            }
        }
        assertThat(window.isFull()).isTrue();
        assertThatThrownBy(window::take).isInstanceOf(BrokenInvariant.class);
        window.answer(1);
        assertThat(window.isFull()).isFalse();
        assertThat(window.lowest()).isEqualTo(65);
    }

    @Test
    void refusesAnAnswerToWhatIsNotOpen() {
        assertThatThrownBy(() -> window.answer(1)).isInstanceOf(BrokenInvariant.class);
        window.answer(window.take());
        assertThatThrownBy(() -> window.answer(1)).isInstanceOf(BrokenInvariant.class);
    }

    @Test
    void agreesWithASortedSet() {
        SplittableRandom random = new SplittableRandom(1);
        TreeSet<Long> open = new TreeSet<>();
        long next = 1;
        for (int i = 0; i < 20_000; i++) {
            if (!window.isFull() && random.nextInt(3) > 0) {
                assertThat(window.take()).isEqualTo(next);
                open.add(next++);
            } else if (!open.isEmpty()) {
                List<Long> choices = new ArrayList<>(open);
                long answered = choices.get(random.nextInt(choices.size()));
                window.answer(answered);
                open.remove(answered);
            }
            assertThat(window.lowest()).isEqualTo(open.isEmpty() ? next : open.first());
        }
    }
}
