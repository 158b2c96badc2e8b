package io.binstore.keeper.core;

import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.Replica;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Says which members should hold which partition: evenly, on different hosts where there are enough
 * of them, with as few moves as possible. A pure function of who holds what now.
 *
 * <p>
 * Works on member positions (0 to n-1) and counts per position. Every step takes the least loaded
 * member it may; moves go on while they make the counts more even, so it ends, and a second run
 * over its own result changes nothing.
 */
final class Placement {

    private final int[] indexes;
    private final int[] hosts;
    private final int size;
    private final boolean spreadHosts;
    private final int total;
    private final int[] load;
    private final int[] heads;
    private final int[][] holders;
    /** Partitions with a move under way: no second one is begun. */
    private final boolean[] fixed;

    private Placement(List<Member> members, int replicas, int partitions) {
        indexes = members.stream().mapToInt(Member::index).toArray();
        hosts = hostsOf(members);
        size = Math.min(replicas, indexes.length);
        spreadHosts = Arrays.stream(hosts).distinct().count() >= size;
        total = size * partitions;
        load = new int[indexes.length];
        heads = new int[indexes.length];
        holders = new int[partitions][];
        fixed = new boolean[partitions];
    }

    /**
     * The members that should hold each partition.
     *
     * @param members those that may hold anything
     * @param replicas how many each partition should have
     * @param current member indexes that hold it now, head first; others than {@code members} are
     *         ignored
     * @param learners member indexes that are being filled: they stay, and a replica goes instead
     * @return member indexes, those that hold it now first and in the same order
     */
    static List<List<Integer>> targets(List<Member> members, int replicas,
            List<List<Integer>> current,
            List<List<Integer>> learners) {
        Placement placement = new Placement(members, replicas, current.size());
        placement.take(current, learners);
        placement.shrink(learners);
        placement.grow();
        placement.separate();
        placement.level(true);
        placement.level(false);
        placement.levelByTwo();
        return placement.result();
    }

    /** The chains of a first view, with heads spread as evenly as replicas. */
    static List<Chain> firstChains(List<Member> members, int partitions, int replicas) {
        List<List<Integer>> nothing = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            nothing.add(List.of());
        }
        List<List<Integer>> targets = targets(members, replicas, nothing, nothing);
        Map<Integer, Integer> heads = new TreeMap<>();
        List<Chain> chains = new ArrayList<>();
        for (List<Integer> target : targets) {
            List<Replica> chain = new ArrayList<>();
            for (int member : headFirst(target, heads)) {
                chain.add(new Replica(member, 1));
            }
            chains.add(new Chain(1, 1, chain, List.of()));
        }
        return chains;
    }

    /** Puts the one first that leads the fewest, and counts it. */
    static List<Integer> headFirst(List<Integer> members, Map<Integer, Integer> heads) {
        if (members.isEmpty()) {
            return members;
        }
        int head = members.get(0);
        for (int member : members) {
            if (heads.getOrDefault(member, 0) < heads.getOrDefault(head, 0)) {
                head = member;
            }
        }
        heads.merge(head, 1, Integer::sum);
        List<Integer> ordered = new ArrayList<>(members);
        ordered.remove((Integer) head);
        ordered.add(0, head);
        return ordered;
    }

    private static int[] hostsOf(List<Member> members) {
        List<String> names = new ArrayList<>(
                new TreeSet<>(members.stream().map(m -> host(m.address())).toList()));
        return members.stream().mapToInt(member -> names.indexOf(host(member.address()))).toArray();
    }

    /** The host part of a base address. */
    static String host(String address) {
        int from = address.indexOf("://") < 0 ? 0 : address.indexOf("://") + 3;
        int slash = address.indexOf('/', from);
        String authority = address.substring(from, slash < 0 ? address.length() : slash);
        int colon = authority.lastIndexOf(':');
        return colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
    }

    private void take(List<List<Integer>> current, List<List<Integer>> learners) {
        Map<Integer, Integer> positions = new TreeMap<>();
        for (int i = 0; i < indexes.length; i++) {
            positions.put(indexes[i], i);
        }
        for (int p = 0; p < holders.length; p++) {
            int[] row = new int[current.get(p).size() + learners.get(p).size()];
            int count = 0;
            for (int member : current.get(p)) {
                Integer position = positions.get(member);
                if (position != null) {
                    row[count++] = position;
                }
            }
            if (count > 0) {
                heads[row[0]]++;
            }
            for (int member : learners.get(p)) {
                Integer position = positions.get(member);
                if (position != null && !contains(row, count, position)) {
                    row[count++] = position;
                    fixed[p] = true;
                }
            }
            holders[p] = Arrays.copyOf(row, count);
            for (int position : holders[p]) {
                load[position]++;
            }
        }
    }

    /** Too many holders, because learners are on their way: the most loaded replica goes. */
    private void shrink(List<List<Integer>> learners) {
        for (int p = 0; p < holders.length; p++) {
            while (holders[p].length > size) {
                int victim = 0;
                for (int i = 1; i < holders[p].length; i++) {
                    if (!learners.get(p).contains(indexes[holders[p][i]])
                            && rank(p, i) > rank(p, victim)) {
                        victim = i;
                    }
                }
                load[holders[p][victim]]--;
                if (victim == 0) {
                    heads[holders[p][0]]--;
                    heads[holders[p][1]]++;
                }
                holders[p] = without(holders[p], victim);
            }
        }
    }

    /**
     * How much a holder is the one to go: it shares a host, is loaded, and its going makes heads
     * more even.
     */
    private long rank(int p, int i) {
        int position = holders[p][i];
        boolean clash = spreadHosts && clashes(p, hosts[position], i);
        boolean rightKind = (i == 0) == leadsTooMany(position);
        return (clash ? 1L << 40 : 0) + ((long) load[position] << 1) + (rightKind ? 1 : 0);
    }

    private void grow() {
        for (int length = 0; length < size; length++) {
            for (int p = 0; p < holders.length; p++) {
                if (holders[p].length == length) {
                    int chosen = leastLoaded(p, -1);
                    holders[p] = Arrays.copyOf(holders[p], length + 1);
                    holders[p][length] = chosen;
                    load[chosen]++;
                }
            }
        }
    }

    /** Two holders of one partition on the same host, though there are enough hosts: one moves. */
    private void separate() {
        for (int p = 0; spreadHosts && p < holders.length; p++) {
            for (int i = holders[p].length - 1; i > 0 && !fixed[p]; i--) {
                if (clashes(p, hosts[holders[p][i]], i)) {
                    int chosen = leastLoaded(p, i);
                    if (!clashes(p, hosts[chosen], i)) {
                        move(p, i, chosen);
                        fixed[p] = true;
                    }
                }
            }
        }
    }

    /** @param helpHeads only moves that leave the heads as even as they are, or more so */
    private void level(boolean helpHeads) {
        boolean moved = true;
        while (moved && min() < max() - 1) {
            moved = false;
            for (int p = 0; p < holders.length; p++) {
                for (int i = 0; i < holders[p].length && !fixed[p]; i++) {
                    int from = holders[p][i];
                    if (load[from] > floor() && (!helpHeads || (i == 0) == leadsTooMany(from))) {
                        int to = leastLoaded(p, i);
                        if (worthwhile(from, to) && fits(p, i, to)) {
                            move(p, i, to);
                            moved = true;
                        }
                    }
                }
            }
        }
    }

    /** From above an even share to below it: anything else would be moved twice. */
    private boolean worthwhile(int from, int to) {
        int floor = floor();
        int ceiling = total % load.length == 0 ? floor : floor + 1;
        return load[from] > ceiling && load[to] < ceiling || load[from] > floor && load[to] < floor;
    }

    private int floor() {
        return total / load.length;
    }

    /** Where no single move helps: a to b in one partition and b to c in another. */
    private void levelByTwo() {
        boolean moved = true;
        while (moved && min() < max() - 1) {
            moved = false;
            int from = argMax();
            for (int p = 0; p < holders.length && !moved; p++) {
                int i = fixed[p] ? -1 : indexOf(holders[p], from);
                for (int via = 0; i >= 0 && via < indexes.length && !moved; via++) {
                    if (load[via] < load[from] && !contains(holders[p], holders[p].length, via)
                            && fits(p, i, via)) {
                        moved = passOn(p, i, via);
                    }
                }
            }
        }
    }

    private boolean passOn(int first, int firstAt, int via) {
        for (int p = 0; p < holders.length; p++) {
            int i = p == first || fixed[p] ? -1 : indexOf(holders[p], via);
            if (i >= 0) {
                int to = leastLoaded(p, i);
                if (load[to] < load[holders[first][firstAt]] - 1 && fits(p, i, to)) {
                    move(first, firstAt, via);
                    move(p, i, to);
                    return true;
                }
            }
        }
        return false;
    }

    private void move(int p, int i, int to) {
        int from = holders[p][i];
        load[from]--;
        load[to]++;
        int[] row = without(holders[p], i);
        if (i == 0 && row.length > 0) {
            heads[from]--;
            heads[row[0]]++;
        }
        holders[p] = Arrays.copyOf(row, row.length + 1);
        holders[p][row.length] = to;
    }

    /**
     * The least loaded member that does not hold the partition, on a host of its own if that can
     * be.
     */
    private int leastLoaded(int p, int except) {
        int best = -1;
        long bestRank = Long.MAX_VALUE;
        for (int k = 0; k < indexes.length; k++) {
            // Starts elsewhere for every partition, so that equals take turns.
            int position = (p + k) % indexes.length;
            if (!contains(holders[p], holders[p].length, position)) {
                boolean clash = spreadHosts && clashes(p, hosts[position], except);
                long rank = (clash ? 1L << 40 : 0) + load[position];
                if (rank < bestRank) {
                    bestRank = rank;
                    best = position;
                }
            }
        }
        return best < 0 ? holders[p][0] : best;
    }

    private boolean fits(int p, int i, int to) {
        return !spreadHosts || !clashes(p, hosts[to], i);
    }

    /** Whether another holder than the one at {@code except} is on this host. */
    private boolean clashes(int p, int host, int except) {
        for (int i = 0; i < holders[p].length; i++) {
            if (i != except && hosts[holders[p][i]] == host) {
                return true;
            }
        }
        return false;
    }

    private boolean leadsTooMany(int position) {
        return heads[position] > (holders.length + indexes.length - 1) / indexes.length;
    }

    private int min() {
        return Arrays.stream(load).min().orElse(0);
    }

    private int max() {
        return Arrays.stream(load).max().orElse(0);
    }

    private int argMax() {
        return indexOf(load, max());
    }

    private List<List<Integer>> result() {
        List<List<Integer>> result = new ArrayList<>(holders.length);
        for (int[] row : holders) {
            result.add(Arrays.stream(row).mapToObj(position -> indexes[position]).toList());
        }
        return result;
    }

    private static int[] without(int[] row, int at) {
        int[] rest = new int[row.length - 1];
        System.arraycopy(row, 0, rest, 0, at);
        System.arraycopy(row, at + 1, rest, at, rest.length - at);
        return rest;
    }

    private static int indexOf(int[] row, int value) {
        for (int i = 0; i < row.length; i++) {
            if (row[i] == value) {
                return i;
            }
        }
        return -1;
    }

    private static boolean contains(int[] row, int count, int value) {
        for (int i = 0; i < count; i++) {
            if (row[i] == value) {
                return true;
            }
        }
        return false;
    }
}
