package io.binstore.bed.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FaultKindTest {

    @Test
    void isFoundByItsName() {
        for (FaultKind kind : FaultKind.values()) {
            assertThat(FaultKind.named(kind.word())).isEqualTo(kind);
        }
        assertThatThrownBy(() -> FaultKind.named("flood")).hasMessageContaining("flood")
                .hasMessageContaining("kill-lead");
    }

    @Test
    void cutsNothingWithoutNamespaces() {
        assertThat(FaultKind.possible(false, 4)).contains(FaultKind.KILL, FaultKind.LATE)
                .doesNotContain(FaultKind.ISOLATE, FaultKind.HALVES);
        assertThat(FaultKind.possible(true, 4)).containsExactly(FaultKind.values());
    }

    @Test
    void neverKillsAllCopiesUnasked() {
        assertThat(FaultKind.possible(true, 2)).contains(FaultKind.KILL)
                .doesNotContain(FaultKind.KILL_PAIR);
        assertThat(FaultKind.possible(true, 3)).contains(FaultKind.KILL_PAIR);
    }
}
