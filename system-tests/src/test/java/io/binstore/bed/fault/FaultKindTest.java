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
        assertThat(FaultKind.possible(false)).contains(FaultKind.KILL, FaultKind.LATE)
                .doesNotContain(FaultKind.ISOLATE, FaultKind.HALVES);
        assertThat(FaultKind.possible(true)).containsExactly(FaultKind.values());
    }
}
