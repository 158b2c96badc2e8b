package io.binstore.keeper.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.View;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AssignmentTest extends PlannerFixture {

    @Test
    void theShortestChainsGetLearnersFirstAndNobodyTooMany() {
        List<Chain> chains = new ArrayList<>();
        for (int p = 0; p < 700; p++) {
            chains.add(p < 600 ? chain(0, 1) : chain(0));
        }
        View next = next(view(3, chains.toArray(Chain[]::new)));

        assertThat(next.chains().subList(600, 700)).allMatch(chain -> chain.learners().size() == 2);
        assertThat(next.chains().stream().filter(chain -> chain.learners().contains(2)).count())
                .isEqualTo(Assignment.LEARNERS_PER_MEMBER_MAX);
    }

    /** 614 copies at once made calls of a busy cluster wait for a second. */
    @Test
    void whoLeavesIsEmptiedInPartsAndWhatIsMissedDoesNotWaitForIt() {
        leaving.add(0);
        List<Chain> chains = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            chains.add(i < 90 ? chain(0, 1, 2) : chain(0, 1));
        }
        View first = next(view(5, chains.toArray(Chain[]::new)));
        int atOnce = chains.size() / Assignment.PARTITIONS_PER_LEAVE;
        assertThat(filled(first, 0, atOnce)).isEqualTo(atOnce);
        assertThat(filled(first, atOnce, 90)).isZero();
        assertThat(filled(first, 90, 100)).isEqualTo(10);
        assertThat(plan(first)).isNull();

        for (int i = 0; i < 2; i++) {
            ready.addAll(List.of(i + "/3", i + "/4"));
        }
        View second = next(first);
        assertThat(filled(second, 0, 2)).isZero();
        assertThat(filled(second, 2, atOnce + 2)).isEqualTo(atOnce);
        assertThat(filled(second, atOnce + 2, 90)).isZero();

        dead.add(1);
        assertThat(filled(next(second), 0, 100)).isEqualTo(100);
    }

    @Test
    void inLargeClustersOneForEachMemberIsTakenOff() {
        leaving.add(0);
        List<Chain> chains = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            chains.add(chain(0, 1, 2));
        }
        assertThat(filled(next(view(40, chains.toArray(Chain[]::new))), 0, 100)).isEqualTo(40);
    }

    @Test
    void whoLeavesAChainOfTwoThatCannotBeLongerIsEmptiedInPartsToo() {
        leaving.add(0);
        List<Chain> chains = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            chains.add(chain(0, 1));
        }
        View next = next(view(3, chains.toArray(Chain[]::new)));
        assertThat(filled(next, 0, 100))
                .isEqualTo(chains.size() / Assignment.PARTITIONS_PER_LEAVE);
    }

    @Test
    void whoLeavesIsTakenOffBeforeAnythingIsBalanced() {
        leaving.add(0);
        List<Chain> chains = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            chains.add(i < 2_900 ? chain(1, 2, 3) : chain(0, 1, 2));
        }
        View next = next(view(7, chains.toArray(Chain[]::new)));
        assertThat(filled(next, 2_900, 3_000)).isEqualTo(100);
        assertThat(filled(next, 0, 2_900)).as("balance takes what is left")
                .isEqualTo(Assignment.LEARNERS_MIN_TOTAL - 100);
    }

    private static long filled(View view, int from, int to) {
        return view.chains().subList(from, to).stream()
                .filter(chain -> !chain.learners().isEmpty()).count();
    }

    @Test
    void theDoubtfulAreGivenNothingNew() {
        doubtful.add(1);

        assertThat(plan(view(2, chain(0)))).isNull();
    }
}
