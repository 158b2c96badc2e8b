package io.binstore.bench.hold;

import java.util.List;

/** Whether a figure still grows: its last third against the middle one, for the first is the start. */
final class Trend {

    private static final int PARTS = 3;

    private Trend() {
    }

    /** Growth as a share: 0.05 is five percent; 0 for fewer than three figures. */
    static double growth(List<Long> figures) {
        int third = figures.size() / PARTS;
        if (third == 0) {
            return 0;
        }
        int end = figures.size();
        double middle = mean(figures.subList(end - 2 * third, end - third));
        return mean(figures.subList(end - third, end)) / middle - 1;
    }

    private static double mean(List<Long> figures) {
        return figures.stream().mapToLong(Long::longValue).average().orElse(0);
    }
}
