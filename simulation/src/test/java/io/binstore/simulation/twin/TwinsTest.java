package io.binstore.simulation.twin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Seeds go the same way in two virtual machines with little in common; {@code -Dbinstore.twins=N} runs more. */
class TwinsTest {

    private static final int SEEDS_DEFAULT = 10;

    @Test
    void virtualMachinesAgree() throws Exception {
        int count = Integer.getInteger("binstore.twins", SEEDS_DEFAULT);
        Twins.Comparison comparison = new Twins(1, count).compare();
        assertThat(comparison.differences()).isEmpty();
        assertThat(comparison.agreed()).isEqualTo(count);
    }

    @Test
    void lineHoldsEverything() {
        Fingerprint print = new Fingerprint(7, -3, Long.MIN_VALUE, 12, 5, true);
        assertThat(Fingerprint.parse(print.line())).isEqualTo(print);
    }
}
