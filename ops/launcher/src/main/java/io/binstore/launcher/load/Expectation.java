package io.binstore.launcher.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What must stand at a place: what each writer had acknowledged, each element as often as it was written, and each
 * writer's elements in the order of its writing. Several writers' elements may mix in any way; then they are all
 * different.
 */
public final class Expectation {

    private final List<List<String>> written = new ArrayList<>();
    /** Elements of failed calls: they may be there, once. */
    private final Set<String> unsure = new HashSet<>();

    /** An expectation of exactly this, by one writer. */
    public static Expectation of(List<String> elements) {
        Expectation expectation = new Expectation();
        expectation.add(elements, Set.of());
        return expectation;
    }

    /** Adds one writer's part. */
    void add(List<String> acknowledged, Set<String> maybe) {
        written.add(List.copyOf(acknowledged));
        unsure.addAll(maybe);
    }

    /** How many elements were acknowledged. */
    public int size() {
        return written.stream().mapToInt(List::size).sum();
    }

    /** Compares with what a source says. */
    void check(String where, List<String> found, Findings findings) {
        Map<String, Integer> missing = new HashMap<>();
        written.forEach(part -> part.forEach(element -> missing.merge(element, 1, Integer::sum)));
        Set<String> known = Set.copyOf(missing.keySet());
        Set<String> maybe = new HashSet<>(unsure);
        for (String element : found) {
            int left = missing.getOrDefault(element, 0);
            if (left > 0) {
                missing.put(element, left - 1);
            } else if (!maybe.remove(element)) {
                findings.add(
                        known.contains(element) || unsure.contains(element) ? Fault.APPLIED_TWICE
                                : Fault.NEVER_WRITTEN,
                        where + ": " + brief(element));
            }
        }
        missing.forEach((element, left) -> {
            for (int i = 0; i < left; i++) {
                findings.add(Fault.LOST, where + ": " + brief(element));
            }
        });
        for (List<String> part : written) {
            if (!isInOrder(part, found)) {
                findings.add(Fault.OUT_OF_ORDER, where);
            }
        }
    }

    /** Whether what was found of a part comes in its order; what is missing or there twice is counted elsewhere. */
    private static boolean isInOrder(List<String> part, List<String> found) {
        Map<String, Integer> lastPlace = new HashMap<>();
        for (int i = 0; i < part.size(); i++) {
            lastPlace.put(part.get(i), i);
        }
        if (lastPlace.size() < part.size()) {
            return part.equals(found) || part.size() != found.size();
        }
        int last = -1;
        Set<String> seen = new HashSet<>();
        for (String element : found) {
            Integer place = lastPlace.get(element);
            if (place == null || !seen.add(element)) {
                continue;
            }
            if (place < last) {
                return false;
            }
            last = place;
        }
        return true;
    }

    private static String brief(String element) {
        return element.length() <= 40 ? element : element.substring(0, 40) + "...";
    }
}
