package io.binstore.simulation.fault;

import io.binstore.simulation.world.SimRandomness;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the strikes of a run as they come, and keeps some of them from happening.
 *
 * <p>
 * Each makes its choices aside from all others, so one that does not happen leaves the choices of the rest as they were.
 */
public final class Strikes {

    private final Set<Integer> withoutNumbers;
    private final Set<FaultKind> withoutKinds;
    private int count;

    /** @param withoutNumbers the strikes that do not happen, counted from 0 */
    public Strikes(Set<Integer> withoutNumbers, Set<FaultKind> withoutKinds) {
        this.withoutNumbers = Set.copyOf(withoutNumbers);
        this.withoutKinds = Set.copyOf(withoutKinds);
    }

    /** All that come happen. */
    public static Strikes all() {
        return new Strikes(Set.of(), Set.of());
    }

    /** Does what is next, if it is to happen. @param kind null if it is none of those that a seed turns on and off */
    void next(@Nullable FaultKind kind, SimRandomness random, Runnable strike) {
        int number = count++;
        if (!withoutNumbers.contains(number) && (kind == null || !withoutKinds.contains(kind))) {
            random.aside(number, strike);
        }
    }

    /** How many came, whether they happened or not. */
    public int count() {
        return count;
    }
}
