package io.binstore.protocol.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitioningTest {

    @Test
    void takesTheLowBitsOfTheHash() {
        // hello -> cbd8a7b341bd9b02
        assertThat(new Partitioning(1024).partitionOf(Utf8.of("hello"))).isEqualTo(0x302);
        assertThat(new Partitioning(1 << 16).partitionOf(Utf8.of("hello"))).isEqualTo(0x9b02);
        assertThat(new Partitioning(1).partitionOf(Utf8.of("hello"))).isZero();
        assertThat(new Partitioning(1024).partitionOf(Utf8.EMPTY)).isZero();
    }

    @Test
    void spreadsBinsEvenly() {
        int[] bins = new int[64];
        for (int i = 0; i < 64_000; i++) {
            bins[new Partitioning(64).partitionOf(Utf8.of("user-" + i))]++;
        }
        assertThat(Arrays.stream(bins).summaryStatistics().getMin()).isGreaterThan(850);
        assertThat(Arrays.stream(bins).summaryStatistics().getMax()).isLessThan(1_150);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 3, 1000, 1 << 17, Integer.MIN_VALUE})
    void refusesWhatIsNoPowerOfTwo(int count) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Partitioning(count));
    }
}
