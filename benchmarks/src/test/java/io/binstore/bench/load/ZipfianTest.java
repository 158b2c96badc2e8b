package io.binstore.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ZipfianTest {

    private static final int SIZE = 10_000;
    private static final int DRAWS = 400_000;

    private final Zipfian zipfian = new Zipfian(SIZE, Zipfian.THETA_DEFAULT);

    private static double harmonic(int size) {
        return IntStream.rangeClosed(1, size)
                .mapToDouble(i -> 1 / Math.pow(i, Zipfian.THETA_DEFAULT)).sum();
    }

    @Test
    void drawsTheFirstRanksAsOftenAsTheLawSays() {
        SplittableRandom random = new SplittableRandom(1);
        long[] counts = new long[SIZE];
        for (int i = 0; i < DRAWS; i++) {
            counts[(int) zipfian.rank(random.nextDouble())]++;
        }
        double all = harmonic(SIZE);
        for (int rank : new int[]{0, 1}) {
            assertThat((double) counts[rank] / DRAWS)
                    .isCloseTo(1 / Math.pow(rank + 1, Zipfian.THETA_DEFAULT) / all, within(0.003));
        }
        double firstHundred = IntStream.range(0, 100).mapToLong(rank -> counts[rank]).sum();
        assertThat(firstHundred / DRAWS).isCloseTo(harmonic(100) / all, within(0.02));
    }

    @Test
    void staysInItsRangeAtBothEnds() {
        assertThat(zipfian.rank(0)).isZero();
        assertThat(zipfian.rank(Math.nextDown(1.0))).isLessThan(SIZE);
    }

    @Test
    void scattersWithoutCollisions() {
        // Every number can be drawn, and the most popular ones are no neighbours.
        long[] numbers = IntStream.range(0, SIZE)
                .mapToLong(rank -> rank * 2_654_435_761L % SIZE).sorted().distinct().toArray();
        assertThat(numbers).hasSize(SIZE);
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 1_000; i++) {
            assertThat(zipfian.next(random)).isBetween(0, SIZE - 1);
        }
    }
}
