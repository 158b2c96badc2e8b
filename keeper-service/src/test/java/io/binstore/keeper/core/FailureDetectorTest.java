package io.binstore.keeper.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureDetectorTest {

    private static final String A = "http://localhost:7100";
    private static final long MS = 1_000_000L;

    private final List<Certificate> deaths = new ArrayList<>();
    private final FailureDetector detector = new FailureDetector(true, 3_000 * MS, deaths::add);

    @Test
    void twoRefusalsApartCertifyDeath() {
        detector.answered(A, 7, 0, 1 * MS);
        detector.refused(A, 100 * MS, 101 * MS);
        assertThat(detector.dead(7)).isFalse();
        detector.refused(A, 150 * MS, 151 * MS);
        assertThat(detector.dead(7)).isFalse();
        detector.refused(A, 200 * MS, 201 * MS);

        assertThat(detector.dead(7)).isTrue();
        assertThat(deaths).containsExactly(new Certificate(1, A, 7, Certificate.Evidence.REFUSED));
        assertThat(detector.standing(A, 300 * MS)).isEqualTo(new Standing(0, false, true, false));
    }

    @Test
    void anAnswerBetweenTwoRefusalsTakesTheFirstBack() {
        detector.answered(A, 7, 0, 1 * MS);
        detector.refused(A, 100 * MS, 101 * MS);
        detector.answered(A, 7, 150 * MS, 151 * MS);
        detector.refused(A, 210 * MS, 211 * MS);

        assertThat(detector.dead(7)).isFalse();
        assertThat(detector.needsSecondLook(A)).isTrue();
    }

    @Test
    void aNameThatNeverExistedIsAbsentAndOneThatIsGoneIsSilent() {
        detector.unresolved(A, 0, 1 * MS);
        detector.unresolved(A, 100 * MS, 101 * MS);
        assertThat(detector.absentSince(A, 0)).isTrue();

        detector.answered(A, 7, 200 * MS, 201 * MS);
        for (long at = 300; at <= 4_300; at += 1_000) {
            detector.unresolved(A, at * MS, (at + 1) * MS);
        }
        assertThat(detector.dead(7)).isFalse();
        assertThat(detector.absentSince(A, 0)).isFalse();
        assertThat(detector.standing(A, 4_400 * MS)).isEqualTo(new Standing(7, false, false, true));
    }

    @Test
    void anotherIncarnationCertifiesTheOneBefore() {
        detector.answered(A, 7, 0, 1 * MS);
        detector.answered(A, 8, 10 * MS, 11 * MS);

        assertThat(deaths).containsExactly(new Certificate(1, A, 7, Certificate.Evidence.REPLACED));
        assertThat(detector.standing(A, 20 * MS).incarnation()).isEqualTo(8);
    }

    @Test
    void aLateAnswerOfTheDeadSaysNothingAboutTheLiving() {
        detector.answered(A, 8, 50 * MS, 51 * MS);
        // 7 answered a call that was sent before anybody had heard of 8.
        detector.answered(A, 7, 10 * MS, 60 * MS);
        assertThat(detector.dead(8)).isFalse();
        assertThat(detector.standing(A, 61 * MS).incarnation()).isEqualTo(8);

        detector.answered(A, 8, 70 * MS, 71 * MS);
        assertThat(detector.dead(7)).isTrue();
        assertThat(detector.dead(8)).isFalse();
    }

    @Test
    void refusalsFromBeforeAnIncarnationWasHeardOfSayNothingAboutIt() {
        detector.refused(A, 0, 1 * MS);
        detector.refused(A, 200 * MS, 201 * MS);
        detector.learn(A, 7, 300 * MS);
        detector.refused(A, 290 * MS, 310 * MS);
        detector.refused(A, 400 * MS, 401 * MS);
        assertThat(detector.dead(7)).isFalse();

        detector.refused(A, 500 * MS, 501 * MS);
        assertThat(detector.dead(7)).isTrue();
    }

    @Test
    void silenceIsNoCertificate() {
        detector.answered(A, 7, 0, 1 * MS);
        for (int i = 1; i < 100; i++) {
            detector.unanswered(A, i * 1_000 * MS, (i + 1) * 1_000 * MS);
        }

        assertThat(deaths).isEmpty();
        assertThat(detector.standing(A, 101_000 * MS))
                .isEqualTo(new Standing(7, false, false, true));
    }

    @Test
    void callsThatFailTogetherAreOneLook() {
        detector.answered(A, 7, 0, 1 * MS);
        // This keeper was stopped for ten seconds; everything under way failed at once.
        detector.unanswered(A, 1_000 * MS, 11_000 * MS);
        detector.unanswered(A, 1_100 * MS, 11_000 * MS);
        detector.unanswered(A, 1_200 * MS, 11_000 * MS);
        detector.unanswered(A, 1_300 * MS, 11_000 * MS);

        assertThat(detector.standing(A, 11_000 * MS).silent()).isFalse();
    }

    @Test
    void refusalsMayBeToldNotToMeanDeath() {
        FailureDetector cautious = new FailureDetector(false, 3_000 * MS, deaths::add);
        cautious.answered(A, 7, 0, 1 * MS);
        cautious.refused(A, 100 * MS, 101 * MS);
        cautious.refused(A, 300 * MS, 301 * MS);
        assertThat(deaths).isEmpty();
        assertThat(cautious.absentSince(A, 0)).isFalse();

        cautious.answered(A, 8, 400 * MS, 401 * MS);
        assertThat(cautious.dead(7)).isTrue();
    }

    @Test
    void absenceCountsFromAGivenMoment() {
        detector.refused(A, 0, 1 * MS);
        detector.refused(A, 100 * MS, 101 * MS);
        assertThat(detector.absentSince(A, 0)).isTrue();
        assertThat(detector.absentSince(A, 50 * MS)).isFalse();

        detector.refused(A, 200 * MS, 201 * MS);
        assertThat(detector.absentSince(A, 50 * MS)).isTrue();
        assertThat(detector.refusedSince(A, 200 * MS)).isTrue();
        assertThat(detector.refusedSince(A, 201 * MS)).isFalse();
    }

    @Test
    void certificatesAreNumbered() {
        detector.answered(A, 7, 0, 1 * MS);
        detector.answered(A, 8, 10 * MS, 11 * MS);
        detector.answered(A, 9, 20 * MS, 21 * MS);

        assertThat(detector.version()).isEqualTo(2);
        assertThat(detector.certifiedAt(7)).isEqualTo(1);
        assertThat(detector.certifiedAt(8)).isEqualTo(2);
        assertThat(detector.certifiedAt(9)).isZero();
    }
}
