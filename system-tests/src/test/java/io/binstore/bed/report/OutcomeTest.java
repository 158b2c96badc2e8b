package io.binstore.bed.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.bed.judge.Traffic;
import io.binstore.bed.judge.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutcomeTest {

    private static Outcome outcome(Map<String, Integer> failures, List<String> violations,
            int compared, List<String> differences, long lost) {
        Traffic traffic = new Traffic();
        traffic.add(0, 10, false);
        return new Outcome(0, 2_000_000_000L, List.of("seed 1"), List.of(),
                new Verdict(traffic, 1, failures, violations), compared, differences, lost,
                List.of());
    }

    @Test
    void isSoundWhenNothingIsWrong() {
        Outcome sound = outcome(Map.of(), List.of(), 3, List.of(), 0);
        assertThat(sound.faults()).isEmpty();
        assertThat(new BedReport(sound).summary()).anyMatch(line -> line.startsWith("SOUND"));
        assertThat(new BedReport(sound).page()).contains("<svg", "SOUND");
    }

    @Test
    void isNotSoundWhenAnythingIsWrong() {
        assertThat(outcome(Map.of("OUTCOME_UNKNOWN", 2), List.of(), 3, List.of(), 0).faults())
                .containsExactly("2 calls failed: OUTCOME_UNKNOWN");
        assertThat(outcome(Map.of(), List.of("undecided"), 3, List.of(), 0).faults()).hasSize(1);
        assertThat(outcome(Map.of(), List.of(), 0, List.of(), 0).faults()).hasSize(1);
        assertThat(outcome(Map.of(), List.of(), 3, List.of("differs"), 0).faults()).hasSize(1);
        assertThat(outcome(Map.of(), List.of(), 3, List.of(), 1).faults()).hasSize(1);
    }
}
