package io.binstore.keeper.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.protocol.message.EndedTerms;
import io.binstore.protocol.message.KeeperHealthReply;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LeadElectionTest {

    private static final long MS = 1_000_000L;

    private final TreeMap<Long, Long> dead = new TreeMap<>();
    private final LeadElection election = new LeadElection(1, 11, 5, KeeperTiming.DEFAULT,
            incarnation -> dead.getOrDefault(incarnation, 0L));

    @Test
    void waitsItsTurnByIndex() {
        assertThat(election.shouldAsk(0, 1)).isFalse();
        assertThat(election.shouldAsk(199 * MS, 1)).isFalse();
        assertThat(election.shouldAsk(200 * MS, 1)).isTrue();
        assertThat(election.shouldAsk(0, 0)).isTrue();
    }

    @Test
    void doesNotAskWhileSomebodyLeads() {
        election.heard(health(0, 10, true, 80), 0);

        assertThat(election.shouldAsk(4_999 * MS, 0)).isFalse();
        assertThat(election.believed(4_999 * MS))
                .isEqualTo(new LeadElection.Believed(0, 10, 80, 0));
        assertThat(election.shouldAsk(5_000 * MS, 0)).isTrue();
    }

    @Test
    void doesNotWaitForACertifiedDeadLead() {
        election.heard(health(0, 10, true, 80), 0);
        dead.put(10L, 1L);

        assertThat(election.shouldAsk(1_000 * MS, 0)).isTrue();
        assertThat(election.ended(1_000 * MS)).containsExactly(EndedTerms.all(10));
    }

    @Test
    void aLeadThatStepsDownIsBelievedAtOnce() {
        election.heard(health(0, 10, true, 80), 0);
        election.heard(health(0, 10, false, 0), 100 * MS);

        assertThat(election.believed(100 * MS)).isNull();
    }

    @Test
    void anotherLeadsAsLongAsItSaysSo() {
        election.heard(health(0, 10, true, 80), 300 * MS);

        assertThat(election.anotherLeads(300 * MS, 5_299 * MS)).isTrue();
        // What it said before that moment may have been over since.
        assertThat(election.anotherLeads(301 * MS, 400 * MS)).isFalse();
        assertThat(election.anotherLeads(300 * MS, 5_300 * MS)).isFalse();
        dead.put(10L, 1L);
        assertThat(election.anotherLeads(300 * MS, 400 * MS)).isFalse();
        election.heard(health(2, 12, false, 98), 300 * MS);
        assertThat(election.anotherLeads(300 * MS, 400 * MS)).isFalse();
    }

    @Test
    void anOlderWordDoesNotReplaceANewerOne() {
        election.heard(health(0, 10, false, 0), 100 * MS);
        election.heard(health(0, 10, true, 80), 50 * MS);

        assertThat(election.believed(100 * MS)).isNull();
    }

    @Test
    void waitsForARunningLeaseOfSomebodyUnheard() {
        election.holds(2, 12, 98, 0, 3_000 * MS);

        assertThat(election.shouldAsk(2_999 * MS, 0)).isFalse();
        assertThat(election.shouldAsk(3_000 * MS, 0)).isTrue();
    }

    @Test
    void doesNotWaitForALeaseWhoseHolderSaysItDoesNotLead() {
        election.holds(2, 12, 98, 0, 3_000 * MS);
        election.heard(health(2, 12, false, 0), 0);

        assertThat(election.believed(100 * MS)).isNull();
        assertThat(election.shouldAsk(100 * MS, 0)).isTrue();
    }

    @Test
    void doesNotWaitForTheLeaseOfATermThatIsOver() {
        election.holds(2, 12, 98, 0, 5_000 * MS);
        election.heard(health(2, 12, false, 98), 100 * MS);
        assertThat(election.ended(200 * MS)).isEmpty();

        election.heard(health(2, 12, false, 0), 300 * MS);
        assertThat(election.ended(400 * MS)).containsExactly(new EndedTerms(12, 98));
        assertThat(election.ended(4_999 * MS)).containsExactly(new EndedTerms(12, 98));
        assertThat(election.ended(5_000 * MS)).isEmpty();
    }

    /** It gave up, and then asked anew and led: what it said in between is of the term before. */
    @Test
    void waitsForTheLeaseOfATermThatBeganAfterTheLastWord() {
        election.holds(2, 12, 98, 0, 5_000 * MS);
        election.heard(health(2, 12, false, 0), 100 * MS);
        election.holds(2, 12, 114, 200 * MS, 5_200 * MS);
        assertThat(election.ended(300 * MS)).isEmpty();
        // A backend that still names the older one changes nothing.
        election.holds(2, 12, 98, 400 * MS, 5_000 * MS);
        assertThat(election.ended(500 * MS)).isEmpty();

        election.heard(health(2, 12, false, 0), 600 * MS);
        assertThat(election.ended(700 * MS)).containsExactly(new EndedTerms(12, 114));
    }

    @Test
    void namesNobodyWhoHoldsNoLease() {
        election.heard(health(2, 12, false, 0), 0);
        assertThat(election.ended(100 * MS)).isEmpty();
        election.holds(2, 13, 98, 0, 3_000 * MS);
        assertThat(election.ended(100 * MS)).isEmpty();
        election.holds(2, 12, 98, 0, 50 * MS);
        assertThat(election.ended(100 * MS)).isEmpty();
    }

    @Test
    void standsBackBehindAHigherTerm() {
        election.heard(health(2, 12, false, 98), 0);

        assertThat(election.outbid(97, 100 * MS)).isTrue();
        assertThat(election.outbid(98, 100 * MS)).isFalse();
        assertThat(election.outbid(0, 3_000 * MS)).isFalse();
        assertThat(election.shouldAsk(100 * MS, 0)).isFalse();
    }

    @Test
    void standsBackTwiceAsLongAfterEachTermThatCameToNothing() {
        Deposed deposed = new Deposed("for a test", 0);
        long longest = Long.MAX_VALUE - 1;
        election.shouldAsk(0, 0);
        for (long most = 200; most <= 6_400; most *= 2) {
            election.standBack(deposed, false, most * MS - 1, 0);
            assertThat(election.shouldAsk(most * MS - 2, 0)).isFalse();
            assertThat(election.shouldAsk(most * MS - 1, 0)).isTrue();
        }
        election.standBack(deposed, false, longest, 0);
        assertThat(election.shouldAsk(10_000 * MS, 0)).isTrue();
        election.standBack(deposed, true, longest, 0);
        assertThat(election.shouldAsk(200 * MS, 0)).isTrue();
    }

    @Test
    void asksWhateverTheClockShows() {
        assertThat(election.shouldAsk(Long.MIN_VALUE + 1, 0)).isTrue();
    }

    @Test
    void standsBackWhoeverElseAsksMeanwhile() {
        election.standBack(new Deposed("for a test", 5_800 * MS), false, 5_000 * MS, 0);
        election.heard(health(2, 12, false, 98), 100 * MS);

        assertThat(election.shouldAsk(200 * MS, 0)).isFalse();
        assertThat(election.shouldAsk(4_999 * MS, 0)).isFalse();
        assertThat(election.shouldAsk(5_000 * MS, 0)).isTrue();
    }

    @Test
    void standsBackNoMoreOnceAnotherHasLedForAWhile() {
        election.standBack(new Deposed("for a test", 59_800 * MS), false, 50_000 * MS, 0);
        election.heard(health(2, 12, true, 98), 100 * MS);
        election.heard(health(2, 12, true, 98), 5_100 * MS);

        assertThat(election.shouldAsk(5_200 * MS, 0)).isFalse();
        assertThat(election.shouldAsk(10_099 * MS, 0)).isFalse();
        assertThat(election.shouldAsk(10_100 * MS, 0)).isTrue();
    }

    @Test
    void earlierStartsOfThisKeeperAreGone() {
        election.holds(1, 4711, 17, 0, 5_000 * MS);

        assertThat(election.believed(0)).isNull();
        assertThat(election.ended(0)).containsExactly(EndedTerms.all(4711));
    }

    @Test
    void takesEachTermOnceAndAlwaysAboveAllSeen() {
        assertThat(election.takeTerm()).isEqualTo(5 * 16 + 1);
        assertThat(election.takeTerm()).isEqualTo(6 * 16 + 1);
        election.sawTerm(200 * 16 + 9);
        assertThat(election.takeTerm()).isEqualTo(201 * 16 + 1);
        election.heard(health(0, 10, false, 300 * 16), 0);
        assertThat(election.takeTerm()).isEqualTo(301 * 16 + 1);
    }

    private static KeeperHealthReply health(int index, long id, boolean lead, long term) {
        return new KeeperHealthReply(index, id, lead, term, 0);
    }
}
