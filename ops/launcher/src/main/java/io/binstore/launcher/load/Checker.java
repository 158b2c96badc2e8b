package io.binstore.launcher.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads everything back and compares. */
public final class Checker {

    private static final int AT_ONCE = 500;

    private Checker() {
    }

    /** @return how many elements and values were compared */
    public static long check(Map<Question, Expectation> expected, Source source,
            Findings findings) {
        List<Question> questions = List.copyOf(expected.keySet());
        long compared = 0;
        for (int from = 0; from < questions.size(); from += AT_ONCE) {
            List<Question> some =
                    questions.subList(from, Math.min(from + AT_ONCE, questions.size()));
            List<List<String>> answers;
            try {
                answers = source.read(some);
            } catch (RuntimeException e) {
                findings.add(Fault.FAILED_CALL, "reading back by " + source.name() + ": " + e);
                continue;
            }
            for (int i = 0; i < some.size(); i++) {
                Expectation expectation =
                        expected.getOrDefault(some.get(i), Expectation.of(List.of()));
                expectation.check(some.get(i) + " (" + source.name() + ")",
                        new ArrayList<>(answers.get(i)), findings);
                compared += expectation.size();
            }
        }
        return compared;
    }
}
