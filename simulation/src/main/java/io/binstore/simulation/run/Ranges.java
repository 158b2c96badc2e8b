package io.binstore.simulation.run;

import java.util.SortedSet;
import java.util.TreeSet;

/** Numbers as people write them: {@code 1-4,7,9-12}. */
public final class Ranges {

    private Ranges() {
    }

    static String format(SortedSet<Integer> numbers) {
        StringBuilder text = new StringBuilder();
        for (int number : numbers) {
            if (numbers.contains(number - 1)) {
                continue;
            }
            int last = number;
            while (numbers.contains(last + 1)) {
                last++;
            }
            text.append(text.isEmpty() ? "" : ",").append(number)
                    .append(last > number ? "-" + last : "");
        }
        return text.toString();
    }

    /** Reads what was formatted. */
    public static SortedSet<Integer> parse(String text) {
        SortedSet<Integer> numbers = new TreeSet<>();
        for (String part : text.split(",")) {
            String[] ends = part.trim().split("-");
            int first = Integer.parseInt(ends[0]);
            int last = Integer.parseInt(ends[ends.length - 1]);
            for (int number = first; number <= last; number++) {
                numbers.add(number);
            }
        }
        return numbers;
    }
}
