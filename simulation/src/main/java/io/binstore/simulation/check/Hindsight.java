package io.binstore.simulation.check;

import io.binstore.simulation.check.BinOperation.Append;
import io.binstore.simulation.check.BinOperation.Get;
import io.binstore.simulation.check.BinOperation.ListGet;
import io.binstore.simulation.check.BinOperation.Remove;
import io.binstore.simulation.check.BinOperation.SetValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What reads tell about writes whose outcome their callers never learned; without it there are too many ways to guess.
 *
 * <p>
 * A value that a read shows, and that only one of the writes invoked before its end can have put there, was written by
 * then. A value
 * that no read shows made at most its key present to scans: {@link BinModel} lets such a write happen only where it
 * does.
 */
final class Hindsight {

    private record Element(boolean ofLists, int key, int value) {
    }

    private final Map<Element, List<Long>> invocations = new HashMap<>();
    private final Map<Element, Long> firstSeen = new HashMap<>();
    private final Set<Integer> removedFrom = new HashSet<>();

    private Hindsight(List<Timed<BinOperation>> operations) {
        for (Timed<BinOperation> each : operations) {
            switch (each.operation()) {
                case SetValue set ->
                        writes(new Element(false, set.key(), set.value()), each);
                case Append append ->
                        writes(new Element(true, append.key(), append.value()), each);
                case Remove remove -> removedFrom.add(remove.key());
                case Get get -> saw(new Element(false, get.key(), get.value()), each);
                case ListGet look -> {
                    for (int item : look.items()) {
                        saw(new Element(true, look.key(), item), each);
                    }
                }
                default -> {
                    // Shows no value.
                }
            }
        }
    }

    private void writes(Element element, Timed<BinOperation> write) {
        invocations.computeIfAbsent(element, each -> new ArrayList<>()).add(write.invoke());
    }

    private void saw(Element element, Timed<BinOperation> read) {
        firstSeen.merge(element, read.ret(), Math::min);
    }

    static List<Timed<BinOperation>> of(List<Timed<BinOperation>> operations) {
        Hindsight hindsight = new Hindsight(operations);
        List<Timed<BinOperation>> better = new ArrayList<>(operations.size());
        operations.forEach(each -> better.add(each.known() ? each : hindsight.judge(each)));
        return better;
    }

    private Timed<BinOperation> judge(Timed<BinOperation> unknown) {
        return switch (unknown.operation()) {
            case SetValue set when set.value() != 0 ->
                    judge(unknown, new Element(false, set.key(), set.value()),
                            new SetValue(set.key(), set.value(), true));
            // Where elements are removed, one that nobody saw may be the last to keep its list from being empty.
            case Append append -> judge(unknown, new Element(true, append.key(), append.value()),
                    removedFrom.contains(append.key())
                            ? append
                            : new Append(append.key(), append.value(), true));
            default -> unknown;
        };
    }

    private Timed<BinOperation> judge(Timed<BinOperation> unknown, Element element,
            BinOperation unseen) {
        Long seen = firstSeen.get(element);
        if (seen == null) {
            return Timed.unknown(unseen, unknown.invoke());
        }
        long able = invocations.getOrDefault(element, List.of()).stream()
                .filter(invoke -> invoke < seen).count();
        return able == 1 && unknown.invoke() < seen
                ? Timed.known(unknown.operation(), unknown.invoke(), seen)
                : unknown;
    }
}
