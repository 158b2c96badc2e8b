package io.binstore.simulation.check;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Looks for an order of the operations that keeps real time and that the sequential object could have answered (Wing and
 * Gong 1993, with the memory of Lowe 2017).
 *
 * <p>
 * Four cuts keep it exact and fast. A read that may come next and fits is put next at once: if any order exists from
 * here, one exists that begins with it (not so for a write of what is there already). Operations with known outcomes are tried before
 * those that may never have happened. An operation waits for those that must have come before it, where the caller knows
 * of such. A pair (set of operations done, state) that led nowhere is not entered again.
 */
public final class Linearizability<S, O> {

    /** Far above what a history needs that is right; reaching it is reported, never passed over. */
    public static final int NODES_MAX = 2_000_000;

    private final Sequential<S, O> model;
    private final List<Timed<O>> operations;
    private final int nodesMax;
    private final BitSet[] needed;
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

    /** @param before operations that must come before others in any order, as their answers prove */
    public Linearizability(Sequential<S, O> model, List<Timed<O>> operations, Map<Timed<O>, List<Timed<O>>> before,
            int nodesMax) {
        this.model = model;
        this.operations = operations.stream().sorted(Comparator.comparingLong(Timed::invoke)).toList();
        this.needed = new BitSet[operations.size()];
        Map<Timed<O>, Integer> places = new IdentityHashMap<>();
        for (int i = 0; i < needed.length; i++) {
            places.put(this.operations.get(i), i);
        }
        for (int i = 0; i < needed.length; i++) {
            needed[i] = new BitSet();
            for (Timed<O> first : before.getOrDefault(this.operations.get(i), List.of())) {
                needed[i].set(Objects.requireNonNull(places.get(first)));
            }
        }
        this.nodesMax = nodesMax;
        this.knownLeft = (int) operations.stream().filter(Timed::known).count();
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
                if (search(next)) {
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
            for (int i = done.nextClearBit(0); i < operations.size(); i = done.nextClearBit(i + 1)) {
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
        candidates.sort(Comparator.comparing((Integer i) -> !operations.get(i).known())
                .thenComparing(i -> operations.get(i).ret()).thenComparing(i -> i));
        return candidates;
    }

    private boolean ripe(int index) {
        BitSet missing = (BitSet) needed[index].clone();
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
