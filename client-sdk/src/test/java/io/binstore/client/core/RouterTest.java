package io.binstore.client.core;

import static io.binstore.client.core.Fixtures.chain;
import static io.binstore.client.core.Fixtures.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouterTest {

    private final Chain chain = chain(4, 2, 7);
    private final Map<Integer, Long> spared = new LinkedHashMap<>();
    private final List<Integer> strangers = new ArrayList<>();
    private final Router.Memory memory = new Router.Memory() {
        @Override
        public boolean knows(int member) {
            return !strangers.contains(member);
        }

        @Override
        public long sparedNanos(int member, long nowNanos) {
            return spared.getOrDefault(member, 0L);
        }
    };

    private int read(int turn, int last) {
        return Router.forRead(chain, memory, Router.NOWHERE, turn, last, 0);
    }

    @Test
    void sendsMutationsToTheHeadEvenIfItFailedLately() {
        spared.put(4, 1000L);
        assertThat(Router.forMutation(chain, memory)).isEqualTo(4);
    }

    @Test
    void hasNobodyForAMutationWithoutAHead() {
        assertThat(Router.forMutation(chain(), memory)).isEqualTo(Router.NOWHERE);
        strangers.add(4);
        assertThat(Router.forMutation(chain, memory)).isEqualTo(Router.NOWHERE);
    }

    @Test
    void spreadsReadsOverAllReplicas() {
        assertThat(List.of(read(0, -1), read(1, -1), read(2, -1), read(3, -1))).containsExactly(4,
                2, 7, 4);
        assertThat(read(Integer.MAX_VALUE, -1)).isIn(4, 2, 7);
        assertThat(read(Integer.MIN_VALUE, -1)).isIn(4, 2, 7);
    }

    @Test
    void readsElsewhereThanTheReplicaThatJustFailed() {
        for (int turn = 0; turn < 6; turn++) {
            assertThat(read(turn, 2)).isNotEqualTo(2);
        }
    }

    @Test
    void sparesReplicasThatFailedLately() {
        spared.put(4, 10L);
        spared.put(7, 10L);
        for (int turn = 0; turn < 6; turn++) {
            assertThat(read(turn, -1)).isEqualTo(2);
        }
    }

    @Test
    void readsAtTheOneThatIsSparedLeastWhenAllFailed() {
        spared.putAll(Map.of(4, 30L, 2, 10L, 7, 20L));
        assertThat(read(0, -1)).isEqualTo(2);
        assertThat(read(0, 2)).isEqualTo(7);
        spared.put(2, 0L);
        for (int turn = 0; turn < 3; turn++) {
            assertThat(read(turn, 2)).as("not where it just failed").isEqualTo(7);
        }
    }

    @Test
    void goesAroundByTheSameAsLongAsThatOneAnswers() {
        List<Member> members = view(1, 5, 0, 1, 2).members();
        assertThat(Router.forDetour(members, 0, memory, -1, 0)).isEqualTo(1);
        assertThat(Router.forDetour(members, 0, memory, 2, 0)).isEqualTo(1);
        assertThat(Router.forDetour(members, 0, memory, 1, 0)).isEqualTo(2);
        assertThat(Router.forDetour(members, 2, memory, -1, 0)).isEqualTo(0);
        spared.put(1, 10L);
        assertThat(Router.forDetour(members, 0, memory, -1, 0)).isEqualTo(2);
        assertThat(Router.forDetour(members, 0, memory, 2, 0)).isEqualTo(2);
        spared.put(2, 10L);
        assertThat(Router.forDetour(members, 0, memory, -1, 0)).isEqualTo(Router.NOWHERE);
    }

    @Test
    void comesBackToTheOnlyReplica() {
        assertThat(Router.forRead(chain(5), memory, -1, 0, 5, 0)).isEqualTo(5);
        assertThat(Router.forRead(chain(), memory, -1, 0, -1, 0)).isEqualTo(Router.NOWHERE);
    }

    @Test
    void ignoresReplicasThatAreNoMembers() {
        strangers.addAll(List.of(4, 7));
        for (int turn = 0; turn < 3; turn++) {
            assertThat(read(turn, -1)).isEqualTo(2);
        }
    }

    @Test
    void prefersTheBackendThatItIsPartOf() {
        for (int turn = 0; turn < 3; turn++) {
            assertThat(Router.forRead(chain, memory, 7, turn, -1, 0)).isEqualTo(7);
            assertThat(Router.forRead(chain, memory, 7, turn, 7, 0)).isNotEqualTo(7);
        }
        spared.put(7, 1L);
        assertThat(Router.forRead(chain, memory, 7, 2, -1, 0)).isNotEqualTo(7);
        assertThat(Router.forRead(chain, memory, 9, 0, -1, 0)).isEqualTo(4);
    }
}
