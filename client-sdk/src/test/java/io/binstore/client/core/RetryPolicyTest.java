package io.binstore.client.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.protocol.operation.Result.Reason;
import io.binstore.protocol.operation.Result.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetryPolicyTest {

    private static final long MILLI = 1_000_000;

    private static long mutation(Setback setback, int attempts, long random) {
        return RetryPolicy.delayNanos(setback, true, attempts, 3, false, 0, random);
    }

    @ParameterizedTest
    @EnumSource(Setback.class)
    void backsOffFromFiveMillisecondsDoublingToTwoHundred(Setback setback) {
        long[] most = {5, 10, 20, 40, 80, 160, 200, 200};
        for (int i = 0; i < most.length; i++) {
            assertThat(mutation(setback, i + 1, 0)).isEqualTo(most[i] * MILLI / 2);
            for (long random : new long[]{1, -1, Long.MIN_VALUE, 12345678901L}) {
                assertThat(mutation(setback, i + 1, random)).isBetween(most[i] * MILLI / 2,
                        most[i] * MILLI);
            }
        }
        assertThat(mutation(setback, Integer.MAX_VALUE, 0)).isEqualTo(100 * MILLI);
    }

    @Test
    void jitters() {
        assertThat(mutation(Setback.REFUSED, 5, 1)).isNotEqualTo(mutation(Setback.REFUSED, 5, 2));
    }

    @ParameterizedTest
    @EnumSource(value = Setback.class,
            names = {"MISDIRECTED", "NOT_READY", "REFUSED", "UNKNOWN", "NOT_SENT"})
    void triesAReadAtEachReplicaBeforeItBacksOff(Setback setback) {
        assertThat(RetryPolicy.delayNanos(setback, false, 1, 3, false, 0, 0)).isZero();
        assertThat(RetryPolicy.delayNanos(setback, false, 2, 3, false, 0, 0)).isZero();
        assertThat(RetryPolicy.delayNanos(setback, false, 3, 3, false, 0, 0)).isPositive();
    }

    @ParameterizedTest
    @EnumSource(value = Setback.class, names = {"BUSY", "NOBODY"})
    void doesNotPassAReadOnAtOnceWhereThatHelpsNobody(Setback setback) {
        assertThat(RetryPolicy.delayNanos(setback, false, 1, 3, false, 0, 0)).isPositive();
    }

    @Test
    void triesAtOnceUnderANewerView() {
        assertThat(RetryPolicy.delayNanos(Setback.MISDIRECTED, true, 9, 3, true, 0, 0)).isZero();
        assertThat(RetryPolicy.delayNanos(Setback.BUSY, true, 1, 3, true, 0, 0)).isPositive();
    }

    @Test
    void backsOffLittleFromABackendThatHeldTheCall() {
        long held = RetryPolicy.PACED_NANOS;
        assertThat(RetryPolicy.delayNanos(Setback.PENDING, true, 9, 3, false, held, -1))
                .isLessThan(6 * MILLI);
        assertThat(RetryPolicy.delayNanos(Setback.NOT_READY, true, 9, 3, false, held, -1))
                .isLessThan(6 * MILLI);
        assertThat(RetryPolicy.delayNanos(Setback.NOT_READY, true, 9, 3, false, held - 1, 0))
                .isEqualTo(100 * MILLI);
        assertThat(RetryPolicy.delayNanos(Setback.UNKNOWN, true, 9, 3, false, held, 0))
                .isEqualTo(100 * MILLI);
    }

    @Test
    void saysUnknownOnlyOfMutationsThatMayHaveTakenEffect() {
        OpenCall mutation = Fixtures.call(Fixtures.set("k"));
        assertThat(RetryPolicy.overdue(mutation).reason()).isEqualTo(Reason.NOT_READY);
        assertThat(RetryPolicy.closed(mutation).reason()).isEqualTo(Reason.NOT_READY);
        mutation.maybeDone = true;
        assertThat(RetryPolicy.overdue(mutation).reason()).isEqualTo(Reason.OUTCOME_UNKNOWN);
        assertThat(RetryPolicy.closed(mutation).reason()).isEqualTo(Reason.OUTCOME_UNKNOWN);
        OpenCall read = Fixtures.call(Fixtures.get("k"));
        read.maybeDone = true;
        assertThat(RetryPolicy.overdue(read).reason()).isEqualTo(Reason.NOT_READY);
    }

    @Test
    void doesNotSayThatNothingWasDoneWhenAnEarlierAttemptMayHave() {
        Refused full = new Refused(Reason.FULL, "");
        Refused large = new Refused(Reason.TOO_LARGE, "");
        assertThat(RetryPolicy.refused(full, true, false)).isSameAs(full);
        assertThat(RetryPolicy.refused(full, true, true).reason())
                .isEqualTo(Reason.OUTCOME_UNKNOWN);
        assertThat(RetryPolicy.refused(full, false, true)).isSameAs(full);
        assertThat(RetryPolicy.refused(large, true, true)).isSameAs(large);
    }

    @Test
    void endsACallOnlyForWhatNoRepeatCanMend() {
        for (Reason reason : Reason.values()) {
            boolean last =
                    reason == Reason.FULL || reason == Reason.TOO_LARGE || reason == Reason.STALE;
            assertThat(Setback.of(reason) == null).as("%s", reason).isEqualTo(last);
        }
    }
}
