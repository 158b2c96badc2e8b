package io.binstore.simulation.wound;

import java.util.List;

/**
 * A bug that could be in the cores, as a change of their sources. Nothing in the cores themselves knows of it.
 *
 * @param name what is wrong then
 * @param rule the section or invariant of the protocol that it breaks
 * @param cuts one, or several where the cores keep a rule at more than one place
 */
public record Wound(String name, String rule, List<Cut> cuts) {

    public Wound {
        cuts = List.copyOf(cuts);
    }

    /**
     * Lines of one class that give way to others.
     *
     * @param className with its package
     * @param without consecutive lines, trimmed, that occur exactly once
     * @param with what stands there instead; maybe nothing
     */
    public record Cut(String className, List<String> without, List<String> with) {

        public Cut {
            without = List.copyOf(without);
            with = List.copyOf(with);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
