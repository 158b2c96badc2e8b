package io.binstore.backend.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.protocol.message.Acknowledged;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.runtime.Transport.Answered;
import io.binstore.protocol.runtime.Transport.Failed;
import io.binstore.protocol.runtime.Transport.Failure;
import io.binstore.protocol.runtime.Transport.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReachabilityTest {

    private static final long SECOND = 1_000_000_000L;
    private static final Outcome NOTHING = new Failed(Failure.UNKNOWN);
    private static final Member PEER = new Member(2, "http://b2", 102);

    private final Reachability reachability = new Reachability();

    @Test
    void threeSecondsWithoutAnyOutcomeAreTooLong() {
        silent(PEER, 0, 1);
        silent(PEER, 1, 2);
        assertThat(reachability.unreachable()).isEmpty();
        silent(PEER, 2, 3);
        assertThat(reachability.unreachable()).containsExactly(PEER);
    }

    @Test
    void anAnswerOrARefusalEndsIt() {
        for (Outcome sign : new Outcome[]{new Answered(new Acknowledged()),
                new Failed(Failure.REFUSED)}) {
            for (int second = 0; second < 4; second++) {
                silent(PEER, second, second + 1);
            }
            assertThat(reachability.unreachable()).isNotEmpty();
            reachability.heard(PEER, sign, 4 * SECOND, 4 * SECOND);
            assertThat(reachability.unreachable()).isEmpty();
        }
    }

    @Test
    void whatThisBackendDidNotSendProvesNothing() {
        for (int second = 0; second < 9; second++) {
            reachability.heard(PEER, new Failed(Failure.NOT_SENT), second * SECOND,
                    (second + 1) * SECOND);
        }
        assertThat(reachability.unreachable()).isEmpty();
    }

    @Test
    void callsThatFailTogetherAfterAPauseAreOne() {
        for (int call = 0; call < 9; call++) {
            silent(PEER, 0, 60);
        }
        assertThat(reachability.unreachable()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 30})
    void callsFarApartAreNoSilence(int gap) {
        for (int i = 0; i < 4; i++) {
            silent(PEER, i * (gap + 1), i * (gap + 1) + 1);
        }
        assertThat(reachability.unreachable()).isEmpty();
    }

    @Test
    void theNextIncarnationBeginsAfresh() {
        silent(PEER, 0, 1);
        silent(PEER, 1, 2);
        silent(new Member(2, "http://b2", 103), 2, 3);
        assertThat(reachability.unreachable()).isEmpty();
    }

    private void silent(Member peer, int sentSecond, int failedSecond) {
        reachability.heard(peer, NOTHING, sentSecond * SECOND, failedSecond * SECOND);
    }
}
