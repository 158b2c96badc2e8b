package io.binstore.keeper.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.runtime.Randomness;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PlacementTest {

    @Test
    void firstViewsAreEvenInReplicasAndHeads() {
        Randomness chance = FakeLoop.random(1);
        for (int round = 0; round < 200; round++) {
            List<Member> members = members(1 + chance.below(20), 1);
            int partitions = 1 << chance.below(9);
            int replicas = 1 + chance.below(4);
            List<Chain> chains = Placement.firstChains(members, partitions, replicas);

            assertThat(spread(members, chains.stream().map(PlacementTest::replicasOf).toList()))
                    .isLessThanOrEqualTo(1);
            assertThat(
                    spread(members, chains.stream().map(chain -> List.of(chain.head())).toList()))
                    .as("heads of %s members, %s partitions, %s replicas", members.size(),
                            partitions, replicas)
                    .isLessThanOrEqualTo(1);
            assertThat(chains).allMatch(
                    chain -> replicasOf(chain).size() == Math.min(replicas, members.size())
                            && new HashSet<>(replicasOf(chain)).size() == chain.replicas().size());
        }
    }

    @Test
    void aSettledPlacementStaysAsItIs() {
        List<Member> members = members(7, 1);
        List<List<Integer>> current =
                Placement.firstChains(members, 64, 3).stream().map(PlacementTest::replicasOf)
                        .toList();

        assertThat(Placement.targets(members, 3, current, nothing(64))).isEqualTo(current);
    }

    @Test
    void randomHistoriesStayEvenWithFewMoves() {
        Randomness chance = FakeLoop.random(2);
        for (int round = 0; round < 100; round++) {
            List<Member> all = members(2 + chance.below(12), 1);
            int partitions = 32 << chance.below(3);
            List<Member> members = new ArrayList<>(all);
            List<List<Integer>> current = nothing(partitions);
            for (int step = 0; step < 6; step++) {
                List<List<Integer>> targets =
                        Placement.targets(members, 3, current, nothing(partitions));
                int size = Math.min(3, members.size());
                assertThat(targets).allMatch(target -> new HashSet<>(target).size() == size);
                assertThat(spread(members, targets)).isLessThanOrEqualTo(1);
                // A handful more where no single move helps.
                assertThat(moves(current, targets))
                        .isLessThanOrEqualTo(fewest(members, current, size) + members.size());
                current = targets;
                members = new ArrayList<>(all);
                members.removeIf(member -> chance.below(4) == 0);
                if (members.isEmpty()) {
                    members.add(all.get(0));
                }
            }
        }
    }

    @Test
    void chainsAreOnDifferentHostsWhereThereAreEnough() {
        List<Member> members = members(12, 4);
        List<List<Integer>> targets = Placement.targets(members, 3, nothing(256), nothing(256));

        assertThat(targets).allMatch(
                target -> target.stream().map(index -> index % 4).distinct().count() == 3);
        assertThat(spread(members, targets)).isLessThanOrEqualTo(1);
    }

    @Test
    void tooFewHostsAreIgnored() {
        List<Member> members = members(6, 2);
        List<List<Integer>> targets = Placement.targets(members, 3, nothing(64), nothing(64));

        assertThat(spread(members, targets)).isLessThanOrEqualTo(1);
    }

    @Test
    void movesAReplicaToAnotherHostWhenThereIsOne() {
        List<Member> members =
                List.of(new Member(0, "http://a:1", 1), new Member(1, "http://a:2", 2),
                        new Member(2, "http://b:1", 3));
        List<List<Integer>> targets =
                Placement.targets(members, 2, List.of(List.of(0, 1)), nothing(1));

        assertThat(targets.get(0)).hasSize(2).contains(2);
    }

    @Test
    void aLearnerStaysAndTheMostLoadedReplicaGoes() {
        List<Member> members = members(4, 1);
        List<List<Integer>> current = List.of(List.of(0, 1, 2), List.of(1, 0, 2), List.of(1, 2, 0));
        List<List<Integer>> learners = List.of(List.of(3), List.of(), List.of());
        List<List<Integer>> targets = Placement.targets(members, 3, current, learners);

        assertThat(targets.get(0)).hasSize(3).contains(3);
        assertThat(spread(members, targets)).isLessThanOrEqualTo(1);
    }

    @Test
    void aJoinerTakesRatherTheHeadsOfThoseWhoLeadTooMuch() {
        List<Member> members = members(4, 1);
        List<List<Integer>> current = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            current.add(List.of(0, 1, 2));
        }
        List<List<Integer>> targets = Placement.targets(members, 3, current, nothing(64));
        long headsKept = targets.stream().filter(target -> target.get(0) == 0).count();

        assertThat(spread(members, targets)).isLessThanOrEqualTo(1);
        assertThat(headsKept).isEqualTo(48);
    }

    @Test
    void fullScaleTakesMilliseconds() {
        List<Member> members = members(300, 300);
        List<List<Integer>> current = Placement.targets(members, 3, nothing(1024), nothing(1024));
        List<Member> rest = members.subList(1, 300);
        List<List<Integer>> targets = List.of();
        for (int i = 0; i < 20; i++) {
            targets = Placement.targets(rest, 3, current, nothing(1024));
        }
        long start = System.nanoTime();
        targets = Placement.targets(rest, 3, current, nothing(1024));

        assertThat(System.nanoTime() - start).isLessThan(200_000_000L);
        assertThat(spread(rest, targets)).isLessThanOrEqualTo(1);
        assertThat(moves(current, targets)).isLessThanOrEqualTo(12);
    }

    @Test
    void hostsAreReadFromAddresses() {
        assertThat(Placement.host("http://localhost:7100")).isEqualTo("localhost");
        assertThat(Placement.host("https://[::1]:7100/x")).isEqualTo("[::1]");
        assertThat(Placement.host("http://[::1]")).isEqualTo("[::1]");
        assertThat(Placement.host("backend-0.svc")).isEqualTo("backend-0.svc");
    }

    private static List<Member> members(int count, int hosts) {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            members.add(new Member(i, "http://host" + i % hosts + ":" + (7100 + i), 100 + i));
        }
        return members;
    }

    private static List<List<Integer>> nothing(int partitions) {
        List<List<Integer>> nothing = new ArrayList<>();
        for (int i = 0; i < partitions; i++) {
            nothing.add(List.of());
        }
        return nothing;
    }

    private static List<Integer> replicasOf(Chain chain) {
        return chain.replicas().stream().map(replica -> replica.member()).toList();
    }

    /** The difference between the most and the least used member. */
    private static int spread(List<Member> members, List<List<Integer>> rows) {
        Map<Integer, Integer> counts = counts(members, rows);
        return counts.values().stream().mapToInt(i -> i).max().orElse(0)
                - counts.values().stream().mapToInt(i -> i).min().orElse(0);
    }

    private static Map<Integer, Integer> counts(List<Member> members, List<List<Integer>> rows) {
        Map<Integer, Integer> counts = new TreeMap<>();
        members.forEach(member -> counts.put(member.index(), 0));
        rows.forEach(row -> row
                .forEach(index -> counts.computeIfPresent(index, (key, count) -> count + 1)));
        return counts;
    }

    private static int moves(List<List<Integer>> from, List<List<Integer>> to) {
        int moves = 0;
        for (int p = 0; p < from.size(); p++) {
            for (int index : to.get(p)) {
                moves += from.get(p).contains(index) ? 0 : 1;
            }
        }
        return moves;
    }

    /**
     * What is missing must be copied anyway; beyond that, what sits above an even share must move.
     */
    private static int fewest(List<Member> members, List<List<Integer>> current, int size) {
        int missing = 0;
        for (List<Integer> row : current) {
            missing += Math.max(0, size - (int) row.stream()
                    .filter(index -> members.stream().anyMatch(member -> member.index() == index))
                    .count());
        }
        int share = current.size() * size / members.size();
        int above = counts(members, current).values().stream()
                .mapToInt(count -> Math.max(0, count - share)).sum();
        return missing + above;
    }
}
