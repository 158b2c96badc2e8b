package io.binstore.simulation.net;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which host cannot reach which: cuts may be one-way, and a host may be slow for all. */
public final class Links {

    private final Map<String, Map<String, Integer>> cut = new HashMap<>();
    private final Map<String, Long> slowNanos = new HashMap<>();

    boolean open(String from, String to) {
        if (cut.isEmpty()) {
            return true;
        }
        Map<String, Integer> unreachable = cut.get(from);
        return unreachable == null || !unreachable.containsKey(to);
    }

    /** Nothing gets from the ones to the others; the other way stays open. */
    public void cutOneWay(Collection<String> from, Collection<String> to) {
        for (String each : from) {
            Map<String, Integer> unreachable = cut.computeIfAbsent(each, name -> new HashMap<>());
            to.forEach(other -> unreachable.merge(other, 1, Integer::sum));
            unreachable.remove(each);
        }
    }

    /** Heals one such cut; what another one cuts as well stays so. */
    public void mendOneWay(Collection<String> from, Collection<String> to) {
        for (String each : from) {
            Map<String, Integer> unreachable = cut.getOrDefault(each, new HashMap<>());
            to.forEach(other -> unreachable.computeIfPresent(other,
                    (host, cuts) -> cuts == 1 ? null : cuts - 1));
            if (unreachable.isEmpty()) {
                cut.remove(each);
            }
        }
    }

    public void cut(Collection<String> some, Collection<String> others) {
        cutOneWay(some, others);
        cutOneWay(others, some);
    }

    public void isolate(String host, Collection<String> all) {
        cut(List.of(host), all);
    }

    /** Everything that host does takes longer by up to this. */
    public void slow(String host, long extraNanos) {
        slowNanos.put(host, extraNanos);
    }

    long extraNanos(String host) {
        return slowNanos.isEmpty() ? 0 : slowNanos.getOrDefault(host, 0L);
    }

    public boolean healthy() {
        return cut.isEmpty() && slowNanos.isEmpty();
    }

    public void healCuts() {
        cut.clear();
    }

    public void healSlow(String host) {
        slowNanos.remove(host);
    }

    public void heal() {
        cut.clear();
        slowNanos.clear();
    }
}
