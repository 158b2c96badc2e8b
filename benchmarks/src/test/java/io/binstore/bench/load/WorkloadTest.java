package io.binstore.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WorkloadTest {

    @Test
    void isKnownByItsWord() {
        for (Workload workload : Workload.values()) {
            assertThat(Workload.of(workload.word())).isSameAs(workload);
        }
        assertThat(Workload.of("sort")).isNull();
    }
}
