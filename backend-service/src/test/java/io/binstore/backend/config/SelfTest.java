package io.binstore.backend.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

class SelfTest {

    private static final List<String> BACKENDS =
            List.of("http://localhost:7100", "http://localhost:7101",
                    "http://other:7101");

    @Test
    void isTheFirstByDefault() {
        assertThat(Self.of(BACKENDS, null, null))
                .isEqualTo(new Self(0, "http://localhost:7100", 7100));
    }

    @Test
    void takesThePortFromItsAddress() {
        assertThat(Self.of(BACKENDS, 2, null)).isEqualTo(new Self(2, "http://other:7101", 7101));
    }

    @Test
    void takesTheIndexFromThePort() {
        assertThat(Self.of(BACKENDS, null, 7100))
                .isEqualTo(new Self(0, "http://localhost:7100", 7100));
    }

    @Test
    void listensElsewhereIfToldBoth() {
        assertThat(Self.of(BACKENDS, 1, 0)).isEqualTo(new Self(1, "http://localhost:7101", 0));
    }

    @Test
    void needsAnIndexWhenThePortDoesNotTell() {
        assertThatExceptionOfType(BadConfiguration.class)
                .isThrownBy(() -> Self.of(BACKENDS, null, 7101))
                .satisfies(e -> assertThat(e.analysis().getDescription()).contains(
                        "binstore.backend.index is missing",
                        "matches 2 addresses"));
        assertThatExceptionOfType(BadConfiguration.class)
                .isThrownBy(() -> Self.of(BACKENDS, null, 9999))
                .satisfies(e -> assertThat(e.analysis().getDescription())
                        .contains("matches no address"));
    }

    @Test
    void refusesAnIndexOutsideTheList() {
        for (int index : new int[]{-1, 3}) {
            assertThatExceptionOfType(BadConfiguration.class)
                    .isThrownBy(() -> Self.of(BACKENDS, index, null));
        }
    }
}
