package io.binstore.keeper.core;

import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.Replica;
import io.binstore.protocol.model.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A planner of chains of three, and what it is told of everybody. */
abstract class PlannerFixture {

    private final ViewPlanner planner = new ViewPlanner(3);
    final SortedSet<Integer> dead = new TreeSet<>();
    final SortedSet<Integer> silent = new TreeSet<>();
    final SortedSet<Integer> doubtful = new TreeSet<>();
    final SortedSet<Integer> leaving = new TreeSet<>();
    final SortedMap<Integer, SortedSet<Integer>> accusers = new TreeMap<>();
    final List<Member> fresh = new ArrayList<>();
    /** Partition and member of replicas that did not report to be complete. */
    final TreeSet<String> incomplete = new TreeSet<>();
    final TreeSet<String> ready = new TreeSet<>();
    boolean calm = true;

    @Nullable
    View plan(View base) {
        return planner
                .next(new Situation(base, dead, silent, doubtful, leaving, accusers, fresh,
                        new Situation.Reports() {
                            @Override
                            public boolean complete(int partition, int member) {
                                return !incomplete.contains(partition + "/" + member);
                            }

                            @Override
                            public boolean ready(int partition, int learner) {
                                return ready.contains(partition + "/" + learner);
                            }
                        }, calm));
    }

    View next(View base) {
        return Objects.requireNonNull(plan(base), "no next view");
    }

    static View view(int members, Chain... chains) {
        List<Member> list = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            list.add(member(i));
        }
        return new View(5, 7, list, List.of(chains),
                List.of(new Member(9, "http://localhost:7109", 99)), 0);
    }

    static Member member(int index) {
        return new Member(index, "http://localhost:" + (7100 + index), 100 + index);
    }

    static Chain chain(int... members) {
        List<Replica> replicas = new ArrayList<>();
        for (int member : members) {
            replicas.add(new Replica(member, 3));
        }
        return new Chain(3, 1, replicas, List.of());
    }
}
