package io.binstore.simulation.net;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which host cannot reach which: cuts may be one-way, and a host may be slow for all. */
public final class Links {

    private final Map<String, Set<String>> cut = new HashMap<>();
    private final Map<String, Long> slowNanos = new HashMap<>();

    boolean open(String from, String to) {
        if (cut.isEmpty()) {
            return true;
        }
        Set<String> unreachable = cut.get(from);
        return unreachable == null || !unreachable.contains(to);
    }

    /** Nothing gets from the ones to the others; the other way stays open. */
    public void cutOneWay(Collection<String> from, Collection<String> to) {
        for (String each : from) {
            Set<String> unreachable = cut.computeIfAbsent(each, name -> new HashSet<>());
            unreachable.addAll(to);
            unreachable.remove(each);
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
