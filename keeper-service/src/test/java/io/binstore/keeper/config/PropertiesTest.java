package io.binstore.keeper.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binstore.keeper.core.KeeperTiming;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class PropertiesTest {

    @Test
    void describeTheQuickStartUnlessTold() {
        ClusterProperties cluster = cluster(Map.of());
        assertThat(cluster.backends()).containsExactly("http://localhost:7100",
                "http://localhost:7101",
                "http://localhost:7102");
        assertThat(cluster.keepers()).containsExactly("http://localhost:7500",
                "http://localhost:7501");
        assertThat(cluster.partitions()).isEqualTo(1024);
        KeeperProperties keeper = keeper(Map.of());
        assertThat(keeper.index()).isNull();
        assertThat(keeper.refusedMeansDead()).isTrue();
        assertThat(keeper.silentMeansAbsent()).isFalse();
        assertThat(keeper.timing().toCore()).isEqualTo(KeeperTiming.DEFAULT);
    }

    @Test
    void takeWhatIsSet() {
        assertThat(cluster(Map.of("binstore.cluster.backends", "http://a:1/, http://[::1]:2"))
                .backends())
                .containsExactly("http://a:1", "http://[::1]:2");
        KeeperProperties keeper =
                keeper(Map.of("binstore.keeper.index", "1", "binstore.keeper.refused-means-dead",
                        "false", "binstore.keeper.silent-means-absent", "true",
                        "binstore.keeper.timing.poll", "500ms"));
        assertThat(keeper.index()).isEqualTo(1);
        assertThat(keeper.refusedMeansDead()).isFalse();
        assertThat(keeper.silentMeansAbsent()).isTrue();
        assertThat(keeper.timing().toCore().pollNanos()).isEqualTo(500_000_000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            backends   | localhost:7100            | 'localhost:7100' is no address
            backends   | https://localhost:7100    | is no address
            backends   | http://localhost          | is no address
            backends   | http://localhost:7100/x   | is no address
            backends   | http://localhost:70000    | is no address
            backends   | http://local host:1       | is no address
            backends   | http://a:1,http://a:1/    | lists an address twice: http://a:1, http://a:1
            keepers    | ftp://a:1                 | is no address
            partitions | 1000                      | must be a power of two from 1 to 65536, not 1000
            partitions | 0                         | must be a power of two from 1 to 65536, not 0
            partitions | 131072                    | must be a power of two from 1 to 65536, not 131072
            """)
    void refuseABadClusterInOneSentence(String property, String value, String sentence) {
        String name = "binstore.cluster." + property;
        assertThatThrownBy(() -> cluster(Map.of(name, value))).rootCause()
                .isInstanceOf(BadConfiguration.class)
                .hasMessageStartingWith(name + " ").hasMessageContaining(sentence);
    }

    @Test
    void refuseMoreAddressesThanACompleteClusterHas() {
        assertThatThrownBy(() -> cluster(Map.of("binstore.cluster.backends", addresses(301))))
                .rootCause()
                .hasMessage("binstore.cluster.backends must list 1 to 300 addresses, not 301.");
        assertThatThrownBy(() -> cluster(Map.of("binstore.cluster.keepers", addresses(11))))
                .rootCause()
                .hasMessage("binstore.cluster.keepers must list 1 to 10 addresses, not 11.");
        assertThat(cluster(Map.of("binstore.cluster.backends", addresses(300))).backends())
                .hasSize(300);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            poll         | 0s | binstore.keeper.timing.poll must be from 50ms to 1m, not 0ms.
            poll-timeout | 2m | binstore.keeper.timing.poll-timeout must be from 50ms to 1m, not 120000ms.
            renew        | 3s | binstore.keeper.timing.renew is 3000ms, more than half of binstore.keeper.timing.lease (5000ms).
            """)
    void refuseBadTimingInOneSentence(String property, String value, String sentence) {
        assertThatThrownBy(() -> keeper(Map.of("binstore.keeper.timing." + property, value)))
                .rootCause()
                .isInstanceOf(BadConfiguration.class).hasMessage(sentence);
    }

    private static String addresses(int count) {
        return IntStream.range(0, count).mapToObj(i -> "http://localhost:" + (1000 + i))
                .collect(Collectors.joining(","));
    }

    private static ClusterProperties cluster(Map<String, String> properties) {
        return binder(properties).bindOrCreate("binstore.cluster", ClusterProperties.class);
    }

    private static KeeperProperties keeper(Map<String, String> properties) {
        return binder(properties).bindOrCreate("binstore.keeper", KeeperProperties.class);
    }

    private static Binder binder(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties));
    }
}
