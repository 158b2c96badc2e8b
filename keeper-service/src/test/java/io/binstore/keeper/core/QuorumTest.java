package io.binstore.keeper.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuorumTest {

    private static final List<Long> ABC = List.of(1L, 2L, 3L);
    private static final Deaths NOBODY = incarnation -> 0;

    @Test
    void aMajorityIsAQuorumHoweverOldTheAnswers() {
        Deaths oneDied = incarnation -> incarnation == 3 ? 7 : 0;

        assertThat(Quorum.reached(ABC, Map.of(1L, 0L, 2L, 0L), oneDied)).isTrue();
        assertThat(Quorum.reached(ABC, Map.of(1L, 0L), NOBODY)).isFalse();
        assertThat(Quorum.reached(List.of(1L, 2L), Map.of(1L, 0L), NOBODY)).isFalse();
    }

    @Test
    void votesOfOthersDoNotCount() {
        assertThat(Quorum.reached(ABC, Map.of(1L, 0L, 8L, 0L, 9L, 0L), NOBODY)).isFalse();
    }

    @Test
    void everyoneNotCertifiedDeadIsAQuorum() {
        Deaths twoDied = incarnation -> incarnation == 1 ? 0 : incarnation;

        assertThat(Quorum.reached(ABC, Map.of(1L, 3L), twoDied)).isTrue();
        assertThat(Quorum.reached(ABC, Map.of(1L, 9L), incarnation -> incarnation == 2 ? 2 : 0))
                .isFalse();
    }

    @Test
    void answersAskedForBeforeTheLastCertificateUsedDoNotCountInIt() {
        Deaths twoDied = incarnation -> incarnation == 1 ? 0 : incarnation;

        assertThat(Quorum.reached(ABC, Map.of(1L, 2L), twoDied)).isFalse();
        assertThat(Quorum.reached(ABC, Map.of(1L, 0L), twoDied)).isFalse();
    }

    @Test
    void theEmptySetIsNoQuorum() {
        assertThat(Quorum.reached(ABC, Map.of(), incarnation -> 1)).isFalse();
        assertThat(Quorum.reached(ABC, Map.of(1L, 0L), incarnation -> 1)).isFalse();
    }

    @Test
    void foundingNeedsAllDeadOrAlive() {
        assertThat(Quorum.all(ABC, Map.of(1L, 0L, 2L, 0L, 3L, 0L))).isTrue();
        assertThat(Quorum.all(ABC, Map.of(1L, 0L, 2L, 0L))).isFalse();
        assertThat(Quorum.all(List.of(), Map.of())).isFalse();
    }

    @Test
    void theLastCertificateIsTheNewestAboutAnyMember() {
        assertThat(Quorum.lastCertificate(ABC, incarnation -> incarnation == 2 ? 5 : 0))
                .isEqualTo(5);
        assertThat(Quorum.lastCertificate(ABC, NOBODY)).isZero();
    }
}
