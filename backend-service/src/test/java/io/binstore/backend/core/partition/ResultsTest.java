package io.binstore.backend.core.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.protocol.message.StatePiece.Recorded;
import io.binstore.protocol.operation.Result;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultsTest {

    @ParameterizedTest
    @ValueSource(ints = {2, 30, 400})
    void behavesAsASortedMap(int span) {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            Results results = new Results();
            TreeMap<Long, Recorded> model = new TreeMap<>();
            long lowest = 0;
            for (int step = 0; step < 2_000; step++) {
                long sequence = lowest + random.nextInt(span);
                assertThat(results.get(sequence)).isEqualTo(model.get(sequence));
                if (random.nextInt(3) > 0) {
                    Recorded recorded = new Recorded(sequence, step, Result.Done.DONE);
                    assertThat(results.put(recorded))
                            .isEqualTo(model.put(sequence, recorded) == null);
                } else if (!model.isEmpty()) {
                    assertThat(results.firstKey()).isEqualTo(model.firstKey());
                    results.pollFirst();
                    lowest = model.pollFirstEntry().getKey();
                }
                assertThat(results.size()).isEqualTo(model.size());
                assertThat(results.isEmpty()).isEqualTo(model.isEmpty());
            }
            assertThat(results.values(0, results.size()))
                    .containsExactlyElementsOf(model.values());
        }
    }
}
