package io.binstore.keeper.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.Replica;
import io.binstore.protocol.model.View;
import io.binstore.protocol.runtime.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ViewPlannerTest extends PlannerFixture {

    @Test
    void leavesASettledClusterAlone() {
        assertThat(plan(view(3, chain(0, 1, 2), chain(1, 2, 0), chain(2, 0, 1)))).isNull();
    }

    @Test
    void dropsTheDeadAtOnceFromMembersChainsAndLearners() {
        dead.add(1);
        calm = false;
        View next = next(
                view(4, chain(0, 1, 2), new Chain(3, 1, chain(0, 2, 3).replicas(), List.of(1))));

        assertThat(next.epoch()).isEqualTo(8);
        assertThat(next.members()).extracting(Member::index).containsExactly(0, 2, 3);
        assertThat(next.dead()).extracting(Member::incarnation).containsExactly(99L, 101L);
        assertThat(next.chains().get(0).replicas()).containsExactly(new Replica(0, 3),
                new Replica(2, 3));
        assertThat(next.chains().get(0).version()).isEqualTo(8);
        assertThat(next.chains().get(0).learners()).containsExactly(3);
        assertThat(next.chains().get(1).version()).isEqualTo(3);
        assertThat(next.chains().get(1).learners()).isEmpty();
        assertThat(next.lost()).isZero();
    }

    @Test
    void remembersTheLastDeadOnly() {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            members.add(member(i));
        }
        View base = new View(5, 7, members, List.of(chain(39)), List.of(member(77)), 0);
        for (int i = 0; i < 39; i++) {
            dead.add(i);
        }
        View next = next(base);

        assertThat(next.dead()).hasSize(View.DEAD_MAX).endsWith(member(37), member(38));
    }

    @Test
    void aPartitionWithoutReplicasBeginsAnewAndIsCounted() {
        dead.add(0);
        View next = next(view(4, chain(0), chain(0, 1, 2), chain(1, 2, 3)));
        Chain lost = next.chains().get(0);

        assertThat(next.lost()).isEqualTo(1);
        assertThat(lost.origin()).isEqualTo(8);
        assertThat(lost.version()).isEqualTo(8);
        assertThat(lost.replicas()).extracting(Replica::added).containsOnly(8L);
        assertThat(lost.replicas()).extracting(Replica::member).containsExactlyInAnyOrder(1, 2, 3);
        // 1 leads two others by now.
        assertThat(lost.head()).isNotEqualTo(1);
        assertThat(next.chains().get(1).origin()).isEqualTo(1);
    }

    @Test
    void waitsForReplicasThatAreMerelySilent() {
        dead.add(0);
        doubtful.add(1);
        silent.add(1);
        View next = next(view(4, chain(0, 1)));

        assertThat(next.lost()).isZero();
        assertThat(next.chains().get(0).replicas()).extracting(Replica::member).containsExactly(1);
    }

    @Test
    void emptiesAMemberThatIsToLeaveAndThenLeavesItOut() {
        leaving.add(0);
        View base = view(4, chain(0, 1, 2), chain(1, 0, 2), chain(1, 2, 3));
        View copying = next(base);
        assertThat(copying.chains().get(0).learners()).containsExactly(3);
        assertThat(copying.chains().get(0).version()).isEqualTo(3);
        assertThat(copying.chains().get(2)).isEqualTo(base.chains().get(2));

        ready.add("0/3");
        ready.add("1/3");
        View emptied = next(copying);
        assertThat(emptied.chains().get(0).replicas()).extracting(Replica::member)
                .containsExactly(1, 2, 3);
        assertThat(emptied.chains().get(1).replicas()).extracting(Replica::member)
                .containsExactly(1, 2, 3);
        // It hears of that as a member, so that nobody has to wait for its read leases.
        assertThat(emptied.member(0)).isNotNull();
        View left = next(emptied);
        assertThat(left.member(0)).isNull();
        // Nor does anybody wait for them whose chain changes from now on.
        assertThat(left.dead()).contains(member(0));
    }

    /** Seed 1526: the one that stayed died, and the next one was not complete yet. */
    @Test
    void ofTwoNobodyGoesBeforeTheNextIsComplete() {
        leaving.add(0);
        ready.add("0/2");
        View longer = next(view(3, new Chain(3, 1, chain(0, 1).replicas(), List.of(2))));
        assertThat(longer.chains().get(0).replicas()).extracting(Replica::member)
                .containsExactly(0, 1, 2);
        incomplete.add("0/2");
        assertThat(plan(longer)).isNull();
        incomplete.clear();
        assertThat(next(longer).chains().get(0).replicas()).extracting(Replica::member)
                .containsExactly(1, 2);
    }

    @Test
    void shortensChainsIfNobodyCanTakeTheLeavingOnesPlace() {
        leaving.add(1);
        View next = next(view(3, chain(0, 1, 2)));
        assertThat(next.chains().get(0).replicas()).extracting(Replica::member).containsExactly(0,
                2);
        incomplete.add("0/2");
        assertThat(plan(view(3, chain(0, 1, 2)))).isNull();
    }

    @Test
    void fillsNobodyWhoIsToLeave() {
        leaving.add(3);
        View next = next(view(5, new Chain(3, 1, chain(0, 1).replicas(), List.of(3))));
        assertThat(next.chains().get(0).learners()).isNotEmpty().doesNotContain(3);
    }

    @Test
    void keepsAllIfAllAreToLeave() {
        leaving.addAll(List.of(0, 1, 2));
        assertThat(plan(view(3, chain(0, 1, 2), chain(1, 2, 0), chain(2, 0, 1)))).isNull();
    }

    @Test
    void oneOfTwoThatCannotReachEachOtherGoes() {
        accusers.put(1, new TreeSet<>(List.of(2)));
        View next = next(view(4, chain(0, 1, 2), chain(1, 2, 0)));
        assertThat(next.members()).extracting(Member::index).containsExactly(0, 1, 3);

        incomplete.add("0/1");
        View other = next(view(4, chain(0, 1, 2), chain(1, 2, 0)));
        assertThat(other.members()).extracting(Member::index).containsExactly(0, 2, 3);
    }

    @Test
    void whoeverCannotReachTheMostGoes() {
        accusers.put(1, new TreeSet<>(List.of(0)));
        accusers.put(2, new TreeSet<>(List.of(0)));
        View base = view(4, chain(0, 1, 2), chain(1, 2, 3));
        assertThat(next(base).member(0)).isNull();

        incomplete.add("0/2");
        assertThat(plan(base)).isNull();
    }

    @Test
    void accusationsOfTheSilentAndOfStrangersRemoveNobody() {
        accusers.put(7, new TreeSet<>(List.of(1)));
        accusers.put(2, new TreeSet<>(List.of(1)));
        doubtful.add(2);
        assertThat(plan(view(3, chain(0, 1, 2), chain(1, 2, 0), chain(2, 0, 1)))).isNull();
    }

    @Test
    void addsNobodyWhileASilentMemberLeavesThatWasNotComplete() {
        silent.add(0);
        doubtful.add(0);
        incomplete.add("0/0");
        ready.add("0/3");
        View base = view(4, new Chain(3, 1, chain(0, 1, 2).replicas(), List.of(3)));
        View next = next(base);
        assertThat(next.chains().get(0).replicas()).extracting(Replica::member).containsExactly(1,
                2);
        assertThat(next.chains().get(0).learners()).containsExactly(3);

        silent.clear();
        doubtful.clear();
        assertThat(next(next).chains().get(0).replicas()).extracting(Replica::member)
                .containsExactly(1, 2, 3);
    }

    @Test
    void removesOneSilentMemberWhereTheOthersAreComplete() {
        silent.addAll(List.of(1, 4));
        doubtful.addAll(List.of(1, 4));
        View next = next(view(6, chain(0, 1, 2), chain(3, 4, 5)));

        assertThat(next.members()).extracting(Member::index).containsExactly(0, 2, 3, 4, 5);
        assertThat(next.dead()).extracting(Member::incarnation).containsExactly(99L);
        assertThat(next.chains().get(0).replicas()).extracting(Replica::member).containsExactly(0,
                2);
        assertThat(next.chains().get(1).replicas()).hasSize(3);
    }

    @Test
    void keepsASilentMemberThatIsNeeded() {
        silent.add(1);
        doubtful.add(1);
        assertThat(keeps(1, view(5, chain(1), chain(0, 2, 3)))).as("the only replica").isTrue();
        assertThat(keeps(1, view(5, chain(0, 1, 2)))).as("others are complete").isFalse();
        incomplete.add("0/2");
        assertThat(keeps(1, view(5, chain(0, 1, 2)))).as("another one is not complete").isTrue();
        incomplete.clear();
        doubtful.addAll(List.of(0, 2));
        assertThat(keeps(1, view(5, chain(0, 1, 2)))).as("nobody else answers").isTrue();
    }

    private boolean keeps(int member, View base) {
        View next = plan(base);
        return next == null || next.member(member) != null;
    }

    @Test
    void doesNotTryToRemoveASilentMemberWithoutAMajority() {
        silent.add(1);
        doubtful.add(1);

        assertThat(plan(view(2, chain(0, 1)))).isNull();
    }

    @Test
    void freshBackendsJoinTogetherAndGetLearners() {
        fresh.addAll(List.of(member(2), member(1)));
        View next = next(view(1, chain(0), chain(0)));

        assertThat(next.members()).extracting(Member::index).containsExactly(0, 1, 2);
        assertThat(next.chains())
                .allMatch(chain -> chain.version() == 3 && chain.learners().size() == 2);
    }

    @Test
    void aRebornBackendReplacesItselfInOneView() {
        dead.add(1);
        fresh.add(new Member(1, "http://localhost:7101", 4711));
        View next = next(view(3, chain(0, 1, 2)));

        assertThat(next.contains(1, 4711)).isTrue();
        assertThat(next.dead()).contains(member(1));
        assertThat(next.chains().get(0).replicas()).extracting(Replica::member).containsExactly(0,
                2);
        assertThat(next.chains().get(0).learners()).containsExactly(1);
    }

    @Test
    void changesThatCanWaitWaitForCalm() {
        calm = false;
        fresh.add(member(2));
        ready.add("0/1");

        assertThat(plan(view(2, new Chain(3, 1, chain(0).replicas(), List.of(1))))).isNull();
    }

    @Test
    void aReadyLearnerBecomesTheTail() {
        ready.add("0/1");
        View next = next(view(2, new Chain(3, 1, chain(0).replicas(), List.of(1))));
        Chain chain = next.chains().get(0);

        assertThat(chain.replicas()).containsExactly(new Replica(0, 3), new Replica(1, 8));
        assertThat(chain.learners()).isEmpty();
        assertThat(chain.version()).isEqualTo(8);
    }

    @Test
    void oneReplicaIsAddedAtATimeAndOnlyToACompleteChain() {
        ready.addAll(List.of("0/1", "0/2"));
        View base = view(3, new Chain(3, 1, chain(0).replicas(), List.of(1, 2)));
        assertThat(next(base).chains().get(0).replicas()).hasSize(2);

        incomplete.add("0/0");
        assertThat(plan(base)).isNull();
    }

    @Test
    void aMoveSwapsTheReplicaThatPlacementWantsElsewhere() {
        View base = view(4, chain(0, 1, 2), chain(0, 1, 2), chain(0, 1, 2), chain(0, 1, 2));
        View assigned = next(base);
        List<Integer> moving = new ArrayList<>();
        for (int p = 0; p < 4; p++) {
            if (assigned.chains().get(p).learners().contains(3)) {
                moving.add(p);
                ready.add(p + "/3");
            }
        }
        assertThat(moving).hasSize(3);
        View moved = Objects.requireNonNull(
                plan(new View(5, 8, assigned.members(), assigned.chains(), List.of(), 0)));

        for (int p : moving) {
            assertThat(moved.chains().get(p).replicas()).hasSize(3).endsWith(new Replica(3, 9));
        }
    }

    @Test
    void aSwapWaitsUntilAllLiveReplicasAreComplete() {
        ready.add("0/3");
        incomplete.add("0/2");
        Chain moving = new Chain(3, 1, chain(0, 1, 2).replicas(), List.of(3));

        assertThat(plan(view(4, moving))).isNull();
    }

    @Test
    void headsMoveLastAndLeaveTwoCompleteReplicas() {
        View base = view(3, chain(0, 1, 2), chain(0, 2, 1), chain(0, 1, 2));
        View next = next(base);
        List<Chain> changed = next.chains().stream().filter(chain -> chain.version() == 8).toList();

        assertThat(changed).isNotEmpty()
                .allMatch(chain -> chain.replicas().size() == 2 && chain.head() != 0
                        && chain.learners().equals(List.of(0)));
        assertThat(next.chains().stream().filter(chain -> chain.head() == 0)).isNotEmpty();

        incomplete.add("2/1");
        assertThat(plan(base)).as("a replica somewhere is not complete").isNull();
    }

    @Test
    void historiesEndEvenWhateverHappens() {
        var chance = FakeLoop.random(3);
        for (int round = 0; round < 30; round++) {
            View view = view(1 + chance.below(4), chain(0), chain(0), chain(0), chain(0), chain(0),
                    chain(0),
                    chain(0), chain(0));
            for (int step = 0; step < 10; step++) {
                dead.clear();
                fresh.clear();
                int index = chance.below(6);
                Member old = view.member(index);
                if (old == null) {
                    fresh.add(new Member(index, "http://localhost:" + (7100 + index),
                            1000 + view.epoch()));
                } else if (view.members().size() > 2) {
                    dead.add(index);
                }
                view = settle(view);
                dead.clear();
                fresh.clear();
                view = settle(view);
            }
            int members = view.members().size();
            assertThat(view.chains())
                    .allMatch(chain -> chain.replicas().size() == Math.min(3, members)
                            && chain.learners().isEmpty());
        }
    }

    /**
     * Found by the bed: with part of the moves for balance at a time, views followed each other without end, each undoing
     * what the one before had begun.
     */
    @Test
    void balanceIsReachedWhenCopiesAreReadyInAnyOrder() {
        var chance = FakeLoop.random(8);
        List<Chain> chains = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            chains.add(chain(i % 5, (i + 1) % 5, (i + 2) % 5));
        }
        View view = view(5, chains.toArray(Chain[]::new));
        for (int round = 0; round < 40; round++) {
            int victim = chance.below(5);
            int other = (victim + 1 + chance.below(4)) % 5;
            List<Integer> gone = List.of(victim, other).subList(0, 1 + chance.below(2));
            (chance.below(2) == 0 ? leaving : dead).addAll(gone);
            view = settleSlowly(view, chance);
            dead.clear();
            leaving.clear();
            for (int index : gone) {
                fresh.add(new Member(index, "http://localhost:" + (7100 + index),
                        1_000 + view.epoch() + index));
                view = chance.below(2) == 0 ? settleSlowly(view, chance) : view;
            }
            view = settleSlowly(view, chance);
            fresh.clear();
            assertThat(view.members()).hasSize(5);
            assertThat(view.chains()).allMatch(
                    chain -> chain.replicas().size() == 3 && chain.learners().isEmpty());
        }
    }

    /** The same with learners that are ready one after the other. */
    private View settleSlowly(View from, Randomness chance) {
        View view = from;
        for (int i = 0; i < 1_000; i++) {
            ready.clear();
            int share = 10 + chance.below(90);
            boolean filling = false;
            for (int p = 0; p < view.chains().size(); p++) {
                for (int learner : view.chains().get(p).learners()) {
                    filling = true;
                    if (chance.below(100) < share) {
                        ready.add(p + "/" + learner);
                    }
                }
            }
            View next = plan(view);
            if (next == null && !filling) {
                return view;
            }
            view = next == null ? view : next;
            dead.clear();
        }
        throw new AssertionError("never settles");
    }

    /**
     * Goes on until the planner has nothing to add, with learners that are ready as soon as they
     * are assigned.
     */
    private View settle(View from) {
        View view = from;
        for (int i = 0; i < 200; i++) {
            ready.clear();
            for (int p = 0; p < view.chains().size(); p++) {
                for (int learner : view.chains().get(p).learners()) {
                    ready.add(p + "/" + learner);
                }
            }
            View next = plan(view);
            if (next == null) {
                return view;
            }
            assertThat(next.epoch()).isEqualTo(view.epoch() + 1);
            view = next;
            dead.clear();
        }
        throw new AssertionError("never settles: " + view.chains());
    }
}
