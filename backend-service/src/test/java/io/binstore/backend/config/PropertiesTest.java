package io.binstore.backend.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.binstore.backend.BackendApplication;
import io.binstore.protocol.operation.Limits;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class PropertiesTest {

    private static <T> T bind(String prefix, Class<T> type, Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate(prefix,
                type);
    }

    @Test
    void hasTheDocumentedDefaults() {
        ClusterProperties cluster = bind("binstore.cluster", ClusterProperties.class, Map.of());
        assertThat(cluster.backends()).containsExactly("http://localhost:7100",
                "http://localhost:7101",
                "http://localhost:7102");
        assertThat(cluster.keepers()).containsExactly("http://localhost:7500",
                "http://localhost:7501");
        BackendProperties backend = bind("binstore.backend", BackendProperties.class, Map.of());
        assertThat(backend.index()).isNull();
        assertThat(backend.limits()).isEqualTo(Limits.DEFAULT);
        assertThat(backend.storedBytesMax()).isBetween(Runtime.getRuntime().maxMemory() / 2,
                Runtime.getRuntime().maxMemory());
    }

    @Test
    void takesAddressesWithASlashAtTheEnd() {
        ClusterProperties cluster = bind("binstore.cluster", ClusterProperties.class,
                Map.of("binstore.cluster.backends", "http://a:1/, http://b.example:65535"));
        assertThat(cluster.backends()).isEqualTo(List.of("http://a:1", "http://b.example:65535"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"binstore.cluster.backends|localhost:7100|is no address",
            "binstore.cluster.backends|http://localhost|is no address",
            "binstore.cluster.backends|http://a:1/x|is no address",
            "binstore.cluster.backends|http://a:99999|is no address",
            "binstore.cluster.backends|http://a:1,http://a:1|lists an address twice",
            "binstore.cluster.keepers|https://a:1|is no address",
            "binstore.backend.index|3|has the indexes 0 to 2",
            "binstore.backend.bytes-max|1KB|must be from",
            "binstore.backend.value-bytes-max|1GB|must be from",
            "binstore.backend.key-bytes-max|0B|must be from",
            "binstore.backend.calls-max|0|must be from",
            "binstore.backend.index|x|binstore.backend.index",
            "server.port|9999|binstore.backend.index is missing"})
    void saysWhatIsWrongInOneSentence(String property, String value, String reason,
            CapturedOutput output) {
        assertThatExceptionOfType(Exception.class).isThrownBy(
                () -> SpringApplication.run(BackendApplication.class, "--" + property + "=" + value)
                        .close());
        assertThat(output).contains("APPLICATION FAILED TO START").contains(property)
                .contains(reason)
                .doesNotContain("\tat ");
    }
}
