package io.binstore.bed.judge;

import java.util.List;
import java.util.Map;

/**
 * What the histories of a run show.
 *
 * @param failures calls that were not answered with a result, by reason
 * @param violations what no sound store could have answered; a history that could not be decided is one of them
 */
public record Verdict(Traffic traffic, int bins, Map<String, Integer> failures,
        List<String> violations) {

    public int failed() {
        return failures.values().stream().mapToInt(Integer::intValue).sum();
    }
}
