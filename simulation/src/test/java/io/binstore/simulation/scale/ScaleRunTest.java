package io.binstore.simulation.scale;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Backends come and go in a cluster of many, and nobody notices; {@code ops/simulate scale} runs the large one. */
class ScaleRunTest {

    @Test
    void sixtyBackendsBearChange() {
        ScaleRun run = new ScaleRun(new ScaleOptions(1, 60, 6, 5, 16, 64, 30, 3), 0);
        assertThat(run.violation()).isNull();
        assertThat(run.summary()).containsPattern("^[1-9]\\d* joins, [1-9]\\d* leaves");
    }
}
