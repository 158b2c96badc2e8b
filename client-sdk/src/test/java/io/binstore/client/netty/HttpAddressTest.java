package io.binstore.client.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAddressTest {

    @Test
    void takesAnAddressApart() {
        assertThat(HttpAddress.parse("http://localhost:7100"))
                .isEqualTo(new HttpAddress("localhost", 7100, "localhost:7100", ""));
        assertThat(HttpAddress.parse("http://[::1]:7100/"))
                .isEqualTo(new HttpAddress("::1", 7100, "[::1]:7100", ""));
        assertThat(HttpAddress.parse("http://h/base/"))
                .isEqualTo(new HttpAddress("h", 80, "h:80", "/base"));
    }

    @Test
    void knowsEqualAddressesByTheirText() {
        assertThat(HttpAddress.normal("http://localhost:7100/")).isEqualTo("http://localhost:7100");
    }

    @Test
    void saysThatHttpsIsNotSupported() {
        assertThatThrownBy(() -> HttpAddress.parse("https://h:1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https is not supported");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost:7100", "localhost", "ftp://h:1", "http://", "http://h:0",
            "http://h:70000",
            "http://h:x", "http://u@h:1", "http://h:1?q", "http://h:1#f", "http://a b:1"})
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> HttpAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }
}
