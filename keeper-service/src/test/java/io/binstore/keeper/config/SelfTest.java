package io.binstore.keeper.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SelfTest {

    private static final List<String> KEEPERS =
            List.of("http://a:7500", "http://b:7500", "http://c:7501");

    @Test
    void isTheFirstKeeperUnlessTold() {
        assertThat(Self.of(KEEPERS, null, null)).isEqualTo(new Self(0, 7500));
    }

    @Test
    void listensAtThePortOfItsAddress() {
        assertThat(Self.of(KEEPERS, 2, null)).isEqualTo(new Self(2, 7501));
    }

    @Test
    void listensAtTheGivenPortInstead() {
        assertThat(Self.of(KEEPERS, 1, 9000)).isEqualTo(new Self(1, 9000));
        assertThat(Self.of(KEEPERS, 1, 0)).isEqualTo(new Self(1, 0));
    }

    @Test
    void findsItselfByAPortThatOnlyOneHas() {
        assertThat(Self.of(KEEPERS, null, 7501)).isEqualTo(new Self(2, 7501));
    }

    @Test
    void refusesToGuess() {
        assertThatThrownBy(() -> Self.of(KEEPERS, null, 7500))
                .hasMessage("binstore.keeper.index is missing, and"
                        + " server.port 7500 matches 2 addresses of binstore.cluster.keepers.");
        assertThatThrownBy(() -> Self.of(KEEPERS, null, 9000))
                .hasMessageContaining("matches no address");
    }

    @Test
    void refusesAnIndexOutsideTheList() {
        assertThatThrownBy(() -> Self.of(KEEPERS, 3, null))
                .hasMessage("binstore.keeper.index is 3, but"
                        + " binstore.cluster.keepers has the indexes 0 to 2.");
        assertThatThrownBy(() -> Self.of(KEEPERS, -1, null)).hasMessageContaining("is -1");
    }
}
