package io.binstore.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.simulation.check.Linearizability.Verdict;
import io.binstore.simulation.world.SimRandomness;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Against a search that tries every order. */
class LinearizabilityTest {

    /** A register: positive writes, negative reads. */
    private static final Sequential<Integer, Integer> REGISTER = new Sequential<>() {

        @Override
        public Integer initial() {
            return 0;
        }

        @Override
        public @Nullable Integer apply(Integer state, Integer operation) {
            return operation > 0 ? operation : state == -operation ? state : null;
        }

        @Override
        public boolean readOnly(Integer operation) {
            return operation <= 0;
        }
    };

    @Test
    void agreesWithTryingEveryOrder() {
        SimRandomness random = SimRandomness.ofSeed(1);
        int accepted = 0;
        for (int round = 0; round < 20_000; round++) {
            List<Timed<Integer>> operations = randomHistory(random);
            boolean possible = anyOrder(new ArrayList<>(operations), 0);
            assertThat(new Linearizability<>(REGISTER, Linearizability.byInvocation(operations),
                    Hints.none(), 10_000).verdict())
                    .as(operations.toString())
                    .isEqualTo(possible ? Verdict.LINEARIZABLE : Verdict.NOT_LINEARIZABLE);
            accepted += possible ? 1 : 0;
        }
        assertThat(accepted).isBetween(2_000, 18_000);
    }

    @Test
    void saysSoWhenItGivesUp() {
        List<Timed<Integer>> operations = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            operations.add(Timed.known(i + 1, i, 100));
        }
        operations.add(Timed.known(-99, 200, 201));
        assertThat(new Linearizability<>(REGISTER, Linearizability.byInvocation(operations),
                Hints.none(), 1_000).verdict())
                .isEqualTo(Verdict.UNDECIDED);
    }

    /**
     * Seed 27641: what had removed nothing when its turn came was tried first at every later moment, where it removed
     * something, and all orders of what followed were tried after that.
     */
    @Test
    void doesNotGoBackToWhatHadNoEffectInItsTurn() {
        int count = 20;
        int all = (1 << count + 1) - 2;
        Sequential<Integer, Integer> elements = new Sequential<>() {

            @Override
            public Integer initial() {
                return 0;
            }

            @Override
            public @Nullable Integer apply(Integer state, Integer operation) {
                return operation > 0 ? Integer.valueOf(state | 1 << operation)
                        : operation < 0 ? Integer.valueOf(state & ~(1 << -operation))
                                : state == all ? state : null;
            }

            @Override
            public boolean readOnly(Integer operation) {
                return operation == 0;
            }
        };
        List<Timed<Integer>> operations = new ArrayList<>();
        operations.add(Timed.unknown(-1, 0));
        operations.add(Timed.known(1, 1, 2));
        for (int i = 2; i <= count; i++) {
            operations.add(Timed.unknown(i, i + 1));
        }
        operations.add(Timed.known(0, 200, 201));
        Hints<Integer> inTurn = new Hints<>() {

            @Override
            public BitSet before(int operation) {
                return new BitSet();
            }

            @Override
            public int rank(int operation) {
                return operation;
            }

            @Override
            public boolean possible(Integer state, BitSet done) {
                return true;
            }
        };
        assertThat(new Linearizability<>(elements, operations, inTurn, 1_000).verdict())
                .isEqualTo(Verdict.LINEARIZABLE);
    }

    private static List<Timed<Integer>> randomHistory(SimRandomness random) {
        List<Timed<Integer>> operations = new ArrayList<>();
        int count = random.between(1, 6);
        for (int i = 0; i < count; i++) {
            int begin = random.below(20);
            boolean write = random.chance(0.5);
            int operation = write ? random.between(1, 3) : -random.between(0, 3);
            if (operation > 0 && random.chance(0.3)) {
                operations.add(Timed.unknown(operation, begin * 10L + i));
            } else {
                operations.add(Timed.known(operation, begin * 10L + i,
                        (begin + random.between(1, 9)) * 10L + i));
            }
        }
        return operations;
    }

    private static boolean anyOrder(List<Timed<Integer>> left, int state) {
        if (left.stream().noneMatch(Timed::known)) {
            return true;
        }
        for (Timed<Integer> next : List.copyOf(left)) {
            boolean early =
                    left.stream().noneMatch(other -> other.known() && other.ret() < next.invoke());
            Integer after = early ? REGISTER.apply(state, next.operation()) : null;
            if (after != null) {
                List<Timed<Integer>> rest = new ArrayList<>(left);
                rest.remove(next);
                if (anyOrder(rest, after)) {
                    return true;
                }
            }
        }
        return false;
    }
}
