package io.binstore.simulation.run;

import io.binstore.simulation.cluster.Shape;
import io.binstore.simulation.cluster.WorkPlan;
import io.binstore.simulation.fault.FaultKind;
import io.binstore.simulation.world.World;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a run leaves out of what its seed has drawn.
 *
 * @param strikes that do not happen, by number
 * @param kinds of faults that are off
 * @param most how much there is of each size at most; one that is not there is as drawn
 */
public record Trim(SortedSet<Integer> strikes, Set<FaultKind> kinds, Map<Size, Integer> most) {

    /** Everything is as drawn. */
    public static final Trim NONE = new Trim(new TreeSet<>(), Set.of(), Map.of());

    /** A size of a run that may be made smaller. */
    public enum Size {
        SECONDS, BACKENDS, KEEPERS, CLIENTS, PARTITIONS, CALLS, BINS, KEYS
    }

    public Trim {
        strikes = Collections.unmodifiableSortedSet(new TreeSet<>(strikes));
        EnumSet<FaultKind> sortedKinds = EnumSet.noneOf(FaultKind.class);
        sortedKinds.addAll(kinds);
        kinds = Collections.unmodifiableSet(sortedKinds);
        EnumMap<Size, Integer> sortedSizes = new EnumMap<>(Size.class);
        sortedSizes.putAll(most);
        most = Collections.unmodifiableMap(sortedSizes);
    }

    public Trim withoutStrikes(SortedSet<Integer> numbers) {
        return new Trim(numbers, kinds, most);
    }

    public Trim without(FaultKind kind) {
        EnumSet<FaultKind> more = EnumSet.of(kind);
        more.addAll(kinds);
        return new Trim(strikes, more, most);
    }

    public Trim atMost(Size size, int value) {
        EnumMap<Size, Integer> smaller = new EnumMap<>(Size.class);
        smaller.putAll(most);
        smaller.put(size, value);
        return new Trim(strikes, kinds, smaller);
    }

    /** What a person types to have the same left out; begins with a space if there is anything. */
    public String options() {
        StringBuilder text = new StringBuilder();
        if (!strikes.isEmpty()) {
            text.append(" --without-strikes ").append(Ranges.format(strikes));
        }
        if (!kinds.isEmpty()) {
            text.append(" --without ").append(kinds.stream()
                    .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(",")));
        }
        most.forEach(
                (size, value) -> text.append(" --").append(size.name().toLowerCase(Locale.ROOT))
                        .append(' ').append(value));
        return text.toString();
    }

    int of(Size size, int drawn) {
        return Math.min(drawn, most.getOrDefault(size, drawn));
    }

    Shape of(Shape drawn) {
        return new Shape(of(Size.BACKENDS, drawn.backends()), of(Size.KEEPERS, drawn.keepers()),
                of(Size.CLIENTS, drawn.clients()), of(Size.PARTITIONS, drawn.partitions()),
                drawn.replicas(), kinds.contains(FaultKind.MEMORY) ? Shape.BYTES_MAX_DEFAULT
                        : drawn.bytesMax());
    }

    WorkPlan of(WorkPlan drawn) {
        return drawn.atMost(of(Size.BINS, drawn.bins().size()), of(Size.KEYS, drawn.keys().size()),
                of(Size.CALLS, drawn.callsMax()));
    }

    long span(long drawnNanos) {
        return of(Size.SECONDS, (int) (drawnNanos / World.SECOND)) * World.SECOND;
    }
}
