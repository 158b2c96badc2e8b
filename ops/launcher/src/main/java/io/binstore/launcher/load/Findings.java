package io.binstore.launcher.load;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What was found to be wrong: counted by kind, and the first few in words. Safe for use by many threads. */
public final class Findings {

    private static final int EXAMPLES_MAX = 20;

    private final Map<Fault, Long> counts = new EnumMap<>(Fault.class);
    private final List<String> examples = new ArrayList<>();

    public synchronized void add(Fault fault, String detail) {
        counts.merge(fault, 1L, Long::sum);
        if (examples.size() < EXAMPLES_MAX) {
            examples.add(fault.words() + ": " + detail);
        }
    }

    public synchronized long count(Fault fault) {
        return counts.getOrDefault(fault, 0L);
    }

    public synchronized boolean isEmpty() {
        return counts.isEmpty();
    }

    public synchronized List<String> examples() {
        return List.copyOf(examples);
    }

    @Override
    public synchronized String toString() {
        return isEmpty() ? "nothing wrong" : counts + " " + examples;
    }
}
