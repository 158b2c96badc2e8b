package io.binstore.simulation.check;

import io.binstore.simulation.check.BinOperation.Append;
import io.binstore.simulation.check.BinOperation.Get;
import io.binstore.simulation.check.BinOperation.ListGet;
import io.binstore.simulation.check.BinOperation.Loss;
import io.binstore.simulation.check.BinOperation.Remove;
import io.binstore.simulation.check.BinOperation.SetValue;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What reads prove about the order of writes; without it, ten calls at the same time have millions of orders to try.
 *
 * <p>
 * Of two elements, each appended by one operation only, the one that a read shows first was appended first. A list that
 * nothing can shrink any more before a read must be the beginning of what that read shows. A value that nothing can
 * write any more before a read must be there already.
 */
final class BinHints implements Hints<BinState> {

    private record Element(int key, int value) {
    }

    /**
     * A read that waits for its state.
     *
     * @param changers operations that may come before it and could yet make the state fit
     */
    private record Expectation(int read, BinOperation operation, BitSet changers) {
    }

    private final List<Timed<BinOperation>> operations;
    private final Map<Long, Integer> ranks;
    private final List<BitSet> before = new ArrayList<>();
    private final List<Expectation> expectations = new ArrayList<>();

    /**
     * @param operations by invocation
     * @param ranks by the invocation of the operation
     */
    BinHints(List<Timed<BinOperation>> operations, Map<Long, Integer> ranks) {
        this.operations = operations;
        this.ranks = ranks;
        operations.forEach(each -> before.add(new BitSet()));
        Map<Element, Integer> appends = appendedOnce();
        Set<List<Integer>> known = new HashSet<>();
        for (int i = 0; i < operations.size(); i++) {
            if (operations.get(i).operation() instanceof ListGet read) {
                inOrder(read, appends, known);
                expectations.add(new Expectation(i, read, changersOf(operations.get(i), read)));
            } else if (operations.get(i).operation() instanceof Get read) {
                expectations.add(new Expectation(i, read, changersOf(operations.get(i), read)));
            }
        }
    }

    private Map<Element, Integer> appendedOnce() {
        Map<Element, Integer> appends = new HashMap<>();
        Set<Element> twice = new HashSet<>();
        for (int i = 0; i < operations.size(); i++) {
            if (operations.get(i).operation() instanceof Append append) {
                Element element = new Element(append.key(), append.value());
                if (appends.put(element, i) != null) {
                    twice.add(element);
                }
            }
        }
        appends.keySet().removeAll(twice);
        return appends;
    }

    private void inOrder(ListGet read, Map<Element, Integer> appends, Set<List<Integer>> known) {
        Integer previous = null;
        for (int value : read.items()) {
            Integer append = appends.get(new Element(read.key(), value));
            if (append != null) {
                if (previous != null && !previous.equals(append)
                        && known.add(List.of(previous, append))) {
                    before.get(append).set(previous);
                }
                previous = append;
            }
        }
    }

    private BitSet changersOf(Timed<BinOperation> read, BinOperation operation) {
        BitSet changers = new BitSet();
        for (int i = 0; i < operations.size() && operations.get(i).invoke() < read.ret(); i++) {
            boolean changes = switch (operations.get(i).operation()) {
                case Loss loss -> true;
                case Remove remove ->
                        operation instanceof ListGet list && list.key() == remove.key()
                                && remove.count() != 0;
                case SetValue set -> operation instanceof Get get && get.key() == set.key()
                        && get.value() == set.value();
                default -> false;
            };
            changers.set(i, changes);
        }
        return changers;
    }

    @Override
    public BitSet before(int operation) {
        return before.get(operation);
    }

    @Override
    public int rank(int operation) {
        return ranks.getOrDefault(operations.get(operation).invoke(), Integer.MAX_VALUE);
    }

    @Override
    public boolean possible(BinState state, BitSet done) {
        for (Expectation each : expectations) {
            if (!done.get(each.read()) && decided(each, done) && !fits(state, each.operation())) {
                return false;
            }
        }
        return true;
    }

    private static boolean decided(Expectation expectation, BitSet done) {
        BitSet left = (BitSet) expectation.changers().clone();
        left.andNot(done);
        return left.isEmpty();
    }

    private static boolean fits(BinState state, BinOperation read) {
        if (read instanceof Get get) {
            return state.value(get.key()) == get.value();
        }
        if (read instanceof ListGet list) {
            int[] present = state.list(list.key());
            if (present.length > list.items().length) {
                return false;
            }
            for (int i = 0; i < present.length; i++) {
                if (present[i] != list.items()[i]) {
                    return false;
                }
            }
        }
        return true;
    }
}
