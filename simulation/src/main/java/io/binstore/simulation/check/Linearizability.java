package io.binstore.simulation.check;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks for an order of the operations that keeps real time and that the sequential object could have answered (Wing and
 * Gong 1993, with the memory of Lowe 2017).
 *
 * <p>
 * What keeps it exact and fast: a read that may come next and fits is put next at once, for if any order exists from
 * here, one exists that begins with it (not so for a write of what is there already). A pair (set of operations done,
 * state) that led nowhere is not entered again. Hints of the caller cut what cannot be right, and say what to try first;
 * else what is known to have happened is tried before what may never have.
 */
public final class Linearizability<S, O> {

    /** Far above what a history needs that is right; reaching it is reported, never passed over. */
    public static final int NODES_MAX = 400_000;

    private final Sequential<S, O> model;
    private final List<Timed<O>> operations;
    private final int nodesMax;
    private final Hints<S> hints;
    private final BitSet done = new BitSet();
    private final Set<Node<S>> deadEnds = new HashSet<>();
    private int knownLeft;
    private int fewestLeft = Integer.MAX_VALUE;
    private BitSet furthest = new BitSet();
    private int nodes;

    private record Node<S>(BitSet done, S state) {
    }

    /** What the search came to. */
    public enum Verdict {
        LINEARIZABLE, NOT_LINEARIZABLE, UNDECIDED
    }

    /** @param operations by invocation */
    public Linearizability(Sequential<S, O> model, List<Timed<O>> operations, Hints<S> hints,
            int nodesMax) {
        this.model = model;
        this.operations = List.copyOf(operations);
        this.hints = hints;
        this.nodesMax = nodesMax;
        this.knownLeft = (int) operations.stream().filter(Timed::known).count();
    }

    /** The operations in the order in which searches and hints number them. */
    static <O> List<Timed<O>> byInvocation(List<Timed<O>> operations) {
        return operations.stream().sorted(Comparator.comparingLong(Timed::invoke)).toList();
    }

    public Verdict verdict() {
        if (search(model.initial())) {
            return Verdict.LINEARIZABLE;
        }
        return nodes > nodesMax ? Verdict.UNDECIDED : Verdict.NOT_LINEARIZABLE;
    }

    /** The operations that no order found a place for, in the order that got furthest; the first ones matter. */
    public List<Timed<O>> stuck() {
        List<Timed<O>> left = new ArrayList<>();
        for (int i = 0; i < operations.size(); i++) {
            if (!furthest.get(i) && operations.get(i).known()) {
                left.add(operations.get(i));
            }
        }
        left.sort(Comparator.comparingLong(Timed::ret));
        return left;
    }

    private boolean search(S state) {
        List<Integer> reads = new ArrayList<>();
        takeReads(state, reads);
        if (knownLeft < fewestLeft) {
            fewestLeft = knownLeft;
            furthest = (BitSet) done.clone();
        }
        if (knownLeft == 0) {
            return true;
        }
        if (deadEnds.add(new Node<>((BitSet) done.clone(), state)) && ++nodes <= nodesMax) {
            for (int candidate : candidates()) {
                Timed<O> each = operations.get(candidate);
                S next = model.apply(state, each.operation());
                // What may never have happened need not happen now if it changes nothing now.
                if (next == null || !each.known() && next.equals(state)) {
                    continue;
                }
                mark(candidate, true);
                if (hints.possible(next, done) && search(next)) {
                    return true;
                }
                mark(candidate, false);
                if (nodes > nodesMax) {
                    break;
                }
            }
        }
        reads.forEach(each -> mark(each, false));
        return false;
    }

    private void takeReads(S state, List<Integer> taken) {
        boolean more = true;
        while (more) {
            more = false;
            long horizon = horizon();
            for (int i = done.nextClearBit(0); i < operations.size();
                    i = done.nextClearBit(i + 1)) {
                Timed<O> each = operations.get(i);
                if (each.invoke() > horizon) {
                    break;
                }
                if (each.known() && model.readOnly(each.operation())
                        && model.apply(state, each.operation()) != null) {
                    mark(i, true);
                    taken.add(i);
                    more = true;
                }
            }
        }
    }

    /** The first return among what is left: whatever was invoked after it cannot come next. */
    private long horizon() {
        long first = Long.MAX_VALUE;
        for (int i = done.nextClearBit(0); i < operations.size(); i = done.nextClearBit(i + 1)) {
            Timed<O> each = operations.get(i);
            if (each.invoke() > first) {
                break;
            }
            if (each.known()) {
                first = Math.min(first, each.ret());
            }
        }
        return first;
    }

    private List<Integer> candidates() {
        long horizon = horizon();
        List<Integer> candidates = new ArrayList<>();
        for (int i = done.nextClearBit(0); i < operations.size(); i = done.nextClearBit(i + 1)) {
            if (operations.get(i).invoke() > horizon) {
                break;
            }
            if (ripe(i)) {
                candidates.add(i);
            }
        }
        int passed = highestRankDone();
        candidates.sort(Comparator.comparing((Integer i) -> isPast(i, passed))
                .thenComparing(i -> hints.rank(i))
                .thenComparing(i -> !operations.get(i).known())
                .thenComparing(i -> operations.get(i).ret()).thenComparing(i -> i));
        return candidates;
    }

    private int highestRankDone() {
        int highest = -1;
        for (int i = done.nextSetBit(0); i >= 0; i = done.nextSetBit(i + 1)) {
            int rank = hints.rank(i);
            highest = rank == Integer.MAX_VALUE ? highest : Math.max(highest, rank);
        }
        return highest;
    }

    /** What changed nothing when its turn came has most likely happened then: it is not the first to be tried later. */
    private boolean isPast(int index, int passed) {
        return !operations.get(index).known() && hints.rank(index) < passed;
    }

    private boolean ripe(int index) {
        BitSet missing = (BitSet) hints.before(index).clone();
        missing.andNot(done);
        return missing.isEmpty();
    }

    private void mark(int index, boolean isDone) {
        done.set(index, isDone);
        if (operations.get(index).known()) {
            knownLeft += isDone ? -1 : 1;
        }
    }
}
