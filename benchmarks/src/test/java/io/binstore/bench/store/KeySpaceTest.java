package io.binstore.bench.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeySpaceTest {

    private final KeySpace space = new KeySpace(1_000, 16, 100);

    @Test
    void spreadsKeysEvenlyOverBins() {
        int[] keys = new int[space.bins()];
        IntStream.range(0, space.size()).forEach(key -> keys[space.binOf(key)]++);
        assertThat(Arrays.stream(keys)).allMatch(count -> count == 62 || count == 63);
    }

    @Test
    void namesEveryKeyOnce() {
        assertThat(IntStream.range(0, space.size()).mapToObj(space::flat).distinct())
                .hasSize(1_000);
        assertThat(space.flat(17)).isEqualTo("bin-1:key-17");
    }

    @Test
    void valuesAreAsLongAsTheyShouldBe() {
        for (int i = -100; i < 100; i++) {
            assertThat(space.value(i).getBytes(StandardCharsets.UTF_8)).hasSize(100);
        }
    }

    @Test
    void namesKeysBeyondThoseThatItKeeps() {
        KeySpace large = new KeySpace(200_000, 16, 10);
        assertThat(large.key(199_999)).isEqualTo("key-199999");
        assertThat(large.flat(199_999)).isEqualTo("bin-15:key-199999");
    }

    @Test
    void aPartOfItHasTheSameNamesAndValuesOfItsOwn() {
        KeySpace part = space.sized(10, 7);
        assertThat(part.size()).isEqualTo(10);
        assertThat(part.flat(9)).isEqualTo(space.flat(9));
        assertThat(part.value(3)).hasSize(7);
    }
}
