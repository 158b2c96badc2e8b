package io.binstore.bed.judge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The clock numbers of different bins (protocol, section 9): a call made 3 s after another returns no less, on any bin.
 *
 * <p>
 * The lead's pushes make it so; so it is asked only of calls before which nothing was wrong for all that time.
 */
final class ClockLag {

    private static final long LAG_NANOS = 3_000_000_000L;

    private record Tick(long invokedNanos, long returnedNanos, long value) {
    }

    private final List<Span> disturbed;
    private final List<Tick> ticks = new ArrayList<>();

    /** @param disturbed when a fault lasted, or the cluster had not yet got over it */
    ClockLag(List<Span> disturbed) {
        this.disturbed = List.copyOf(disturbed);
    }

    void add(long invokedNanos, long returnedNanos, long value) {
        ticks.add(new Tick(invokedNanos, returnedNanos, value));
    }

    Optional<String> violation() {
        List<Tick> byReturn = new ArrayList<>(ticks);
        byReturn.sort(Comparator.comparingLong(Tick::returnedNanos));
        ticks.sort(Comparator.comparingLong(Tick::invokedNanos));
        int next = 0;
        Tick highest = null;
        for (Tick tick : ticks) {
            while (next < byReturn.size()
                    && byReturn.get(next).returnedNanos() <= tick.invokedNanos() - LAG_NANOS) {
                Tick earlier = byReturn.get(next++);
                if (highest == null
                        || Long.compareUnsigned(earlier.value(), highest.value()) > 0) {
                    highest = earlier;
                }
            }
            if (highest != null && Long.compareUnsigned(tick.value(), highest.value()) < 0
                    && disturbed.stream().noneMatch(
                            span -> span.meets(tick.invokedNanos() - LAG_NANOS,
                                    tick.invokedNanos()))) {
                return Optional.of("clock: 3 s later and less: " + highest + ", then " + tick);
            }
        }
        return Optional.empty();
    }
}
