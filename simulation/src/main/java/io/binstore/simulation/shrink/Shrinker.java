package io.binstore.simulation.shrink;

import io.binstore.simulation.fault.Contract;
import io.binstore.simulation.fault.FaultKind;
import io.binstore.simulation.run.Judgement;
import io.binstore.simulation.run.Options;
import io.binstore.simulation.run.Trim;
import io.binstore.simulation.run.Trim.Size;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Leaves out of a failed run what it can do without and still fail in the same way: time after the failure, kinds of
 * faults, single faults (delta debugging, Zeller and Hildebrandt 2002), nodes, calls. Round after round, until nothing
 * more can go.
 */
public final class Shrinker {

    /** Sizes in the order in which they are tried. */
    private static final List<Size> SIZES = List.of(Size.SECONDS, Size.CLIENTS, Size.BACKENDS,
            Size.KEEPERS, Size.PARTITIONS, Size.BINS, Size.KEYS, Size.CALLS);

    private final Function<Options, Attempt> runner;
    private final int runsMax;
    private Attempt best;
    private int runs;

    /**
     * @param runner runs and judges
     * @param failed a run that failed
     * @param runsMax after so many tries the smallest so far has to do
     */
    public Shrinker(Function<Options, Attempt> runner, Attempt failed, int runsMax) {
        if (failed.failure() == null) {
            throw new IllegalArgumentException("this run has not failed: " + failed.options());
        }
        this.runner = runner;
        this.best = failed;
        this.runsMax = runsMax;
    }

    /** The smallest run that was found. */
    public Attempt shrink() {
        // Small runs are quick runs: what can go at once goes first.
        endEarlier();
        SIZES.forEach(size -> succeeds(trim().atMost(size, least(size))));
        for (boolean smaller = true; smaller && runs < runsMax;) {
            smaller = endEarlier();
            smaller |= withoutStrikes();
            smaller |= withoutKinds();
            for (Size size : SIZES) {
                smaller |= atMost(size);
            }
        }
        return best;
    }

    /** How many runs it took. */
    public int runs() {
        return runs;
    }

    private boolean succeeds(Trim trim) {
        if (runs >= runsMax) {
            return false;
        }
        runs++;
        Attempt attempt = runner.apply(best.options().trimmed(trim));
        if (attempt.failure() == null || !attempt.failure().equals(best.failure())) {
            return false;
        }
        best = attempt;
        return true;
    }

    private Trim trim() {
        return best.options().trim();
    }

    /** Nothing that came after the failure has caused it. */
    private boolean endEarlier() {
        return best.endSeconds() < best.scope().of(Size.SECONDS)
                && succeeds(trim().atMost(Size.SECONDS, best.endSeconds()));
    }

    private boolean withoutKinds() {
        return leaveOut(List.of(FaultKind.values()), kind -> best.scope().kinds().contains(kind)
                && !trim().kinds().contains(kind), some -> {
                    Trim less = trim();
                    for (FaultKind kind : some) {
                        less = less.without(kind);
                    }
                    return less;
                });
    }

    private boolean withoutStrikes() {
        List<Integer> numbers = IntStream.range(0, best.strikes()).boxed().toList();
        return leaveOut(numbers, number -> !trim().strikes().contains(number), some -> {
            SortedSet<Integer> without = new TreeSet<>(trim().strikes());
            without.addAll(some);
            return trim().withoutStrikes(without);
        });
    }

    /** Leaves out all, then halves, then quarters, down to single ones, the late ones first. */
    private <T> boolean leaveOut(List<T> all, Predicate<T> stillThere,
            Function<List<T>, Trim> without) {
        boolean smaller = false;
        for (int length = all.size(); length >= 1; length /= 2) {
            for (int end = all.size(); end > 0; end -= length) {
                List<T> some = all.subList(Math.max(0, end - length), end).stream()
                        .filter(stillThere).toList();
                smaller |= !some.isEmpty() && succeeds(without.apply(some));
            }
        }
        return smaller;
    }

    /** As little as there can be, else half, else one less, for as long as that helps. */
    private boolean atMost(Size size) {
        boolean smaller = false;
        for (boolean again = true; again;) {
            int now = best.scope().of(size);
            int least = least(size);
            again = now > least && (succeeds(trim().atMost(size, least))
                    || now / 2 > least && succeeds(trim().atMost(size, now / 2))
                    || now - 1 > least && size != Size.PARTITIONS
                            && succeeds(trim().atMost(size, now - 1)));
            smaller |= again;
        }
        return smaller;
    }

    /** The contract is one for three backends. */
    private int least(Size size) {
        return size == Size.BACKENDS && best.options().judgement() == Judgement.CONTRACT
                ? Contract.ONLINE_MIN
                : 1;
    }
}
