package io.binstore.simulation.check;

import io.binstore.simulation.check.BinOperation.Append;
import io.binstore.simulation.check.BinOperation.ListGet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What reads of lists prove about the order of appends: of two values, each appended by one operation only, the one that
 * a read shows first was appended first. Without this, ten appends at the same time have millions of orders to try.
 */
final class AppendOrder {

    private record Element(int key, int value) {
    }

    private AppendOrder() {
    }

    static Map<Timed<BinOperation>, List<Timed<BinOperation>>> provenBy(List<Timed<BinOperation>> operations) {
        Map<Element, Timed<BinOperation>> appends = appendedOnce(operations);
        Map<Timed<BinOperation>, List<Timed<BinOperation>>> before = new IdentityHashMap<>();
        Set<List<Timed<BinOperation>>> seen = new HashSet<>();
        for (Timed<BinOperation> each : operations) {
            if (each.operation() instanceof ListGet read) {
                Timed<BinOperation> previous = null;
                for (int value : read.items()) {
                    Timed<BinOperation> append = appends.get(new Element(read.key(), value));
                    if (append != null) {
                        note(previous, append, before, seen);
                        previous = append;
                    }
                }
            }
        }
        return before;
    }

    private static void note(@Nullable Timed<BinOperation> first, Timed<BinOperation> second,
            Map<Timed<BinOperation>, List<Timed<BinOperation>>> before, Set<List<Timed<BinOperation>>> seen) {
        if (first != null && first != second && seen.add(List.of(first, second))) {
            before.computeIfAbsent(second, each -> new ArrayList<>()).add(first);
        }
    }

    private static Map<Element, Timed<BinOperation>> appendedOnce(List<Timed<BinOperation>> operations) {
        Map<Element, Timed<BinOperation>> appends = new HashMap<>();
        Set<Element> twice = new HashSet<>();
        for (Timed<BinOperation> each : operations) {
            if (each.operation() instanceof Append append) {
                Element element = new Element(append.key(), append.value());
                if (appends.put(element, each) != null) {
                    twice.add(element);
                }
            }
        }
        appends.keySet().removeAll(twice);
        return appends;
    }
}
