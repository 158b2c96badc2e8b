package io.binstore.backend.core.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.backend.core.partition.Sessions.Verdict;
import io.binstore.protocol.message.StatePiece.SessionPiece;
import io.binstore.protocol.model.ClientId;
import io.binstore.protocol.model.RequestId;
import io.binstore.protocol.operation.Result;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionsTest {

    private static final ClientId ALICE = new ClientId(1, 1);
    private static final ClientId BOB = new ClientId(1, 2);

    private final Sessions sessions = new Sessions();

    @Test
    void givesTheFirstResultAgain() {
        assertThat(find(ALICE, 1, 1)).isInstanceOf(Verdict.Unknown.class);
        sessions.record(id(ALICE, 1, 1), 7, new Result.Removed(3), 0);
        assertThat(find(ALICE, 1, 1)).isEqualTo(new Verdict.Known(7, new Result.Removed(3)));
        assertThat(find(ALICE, 2, 1)).isInstanceOf(Verdict.Unknown.class);
        assertThat(find(BOB, 1, 1)).isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void dropsResultsBelowTheLowestUnansweredAndRefusesCallsBelowIt() {
        for (int sequence = 1; sequence <= 5; sequence++) {
            sessions.record(id(ALICE, sequence, 1), sequence, Result.Done.DONE, 0);
        }
        sessions.record(id(ALICE, 6, 4), 6, Result.Done.DONE, 0);
        assertThat(find(ALICE, 3, 1)).isInstanceOf(Verdict.Stale.class);
        assertThat(find(ALICE, 4, 1)).isEqualTo(new Verdict.Known(4, Result.Done.DONE));
        assertThat(sessions.pieces().next().results()).hasSize(3);
    }

    @Test
    void neverLowersTheLowestUnanswered() {
        sessions.record(id(ALICE, 9, 9), 1, Result.Done.DONE, 0);
        sessions.record(id(ALICE, 10, 2), 2, Result.Done.DONE, 0);
        assertThat(find(ALICE, 8, 2)).isInstanceOf(Verdict.Stale.class);
    }

    @Test
    void doesNotTrimOnALookUp() {
        sessions.record(id(ALICE, 1, 1), 1, Result.Done.DONE, 0);
        find(ALICE, 2, 2);
        assertThat(find(ALICE, 1, 1)).isInstanceOf(Verdict.Known.class);
    }

    @Test
    void forgetsAClientAndItsBytes() {
        sessions.record(id(ALICE, 1, 1), 1, Result.Done.DONE, 0);
        sessions.record(id(ALICE, 2, 1), 2, Result.Done.DONE, 0);
        sessions.record(id(BOB, 1, 1), 3, Result.Done.DONE, 0);
        sessions.forget(ALICE);
        assertThat(find(ALICE, 1, 1)).isInstanceOf(Verdict.Unknown.class);
        assertThat(find(BOB, 1, 1)).isInstanceOf(Verdict.Known.class);
        sessions.forget(BOB);
        sessions.forget(BOB);
        assertThat(sessions.size()).isZero();
        assertThat(sessions.bytes()).isZero();
    }

    @Test
    void countsTheSameBytesAfterTrimmingAsOneThatNeverHadMore() {
        for (int sequence = 1; sequence <= 5; sequence++) {
            sessions.record(id(ALICE, sequence, sequence), sequence, Result.Done.DONE, 0);
        }
        Sessions fresh = new Sessions();
        fresh.record(id(ALICE, 5, 5), 5, Result.Done.DONE, 0);
        assertThat(sessions.bytes()).isEqualTo(fresh.bytes());
    }

    @Test
    void namesClientsThatHaveNotBeenHeardOf() {
        sessions.record(id(ALICE, 1, 1), 1, Result.Done.DONE, 100);
        sessions.record(id(BOB, 1, 1), 2, Result.Done.DONE, 200);
        assertThat(sessions.idleSince(100)).isEmpty();
        assertThat(sessions.idleSince(101)).containsExactly(ALICE);
        // A repeated call is a sign of life, though it changes nothing.
        sessions.find(id(ALICE, 1, 1), 300);
        assertThat(sessions.idleSince(250)).containsExactly(BOB);
        assertThat(sessions.idleSince(301)).containsExactly(BOB, ALICE);
    }

    @Test
    void refusesNewClientsWhenFullButServesThoseItKnows() {
        for (int i = 0; i < Sessions.CLIENTS_MAX; i++) {
            sessions.record(id(new ClientId(2, i), 1, 1), i + 1, Result.Done.DONE, 0);
        }
        assertThat(find(ALICE, 1, 1)).isInstanceOf(Verdict.Crowded.class);
        assertThat(find(new ClientId(2, 5), 2, 1)).isInstanceOf(Verdict.Unknown.class);
        sessions.forget(new ClientId(2, 5));
        assertThat(find(ALICE, 1, 1)).isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void refusesMoreResultsOfAClientThatNeverSaysWhatItHas() {
        for (int i = 1; i <= Sessions.RESULTS_MAX; i++) {
            sessions.record(id(ALICE, i, 1), i, Result.Done.DONE, 0);
        }
        assertThat(find(ALICE, Sessions.RESULTS_MAX + 1, 1)).isInstanceOf(Verdict.Crowded.class);
        assertThat(find(ALICE, 1, 1)).isInstanceOf(Verdict.Known.class);
        assertThat(find(BOB, 1, 1)).isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void travelsInPiecesWithoutLosingAnything() {
        for (int sequence = 10; sequence < 10_010; sequence++) {
            sessions.record(id(ALICE, sequence, 10), sequence, new Result.Removed(sequence), 0);
        }
        sessions.record(id(BOB, 3, 3), 20_000, Result.Done.DONE, 0);
        Sessions loaded = new Sessions();
        sessions.pieces().forEachRemaining(piece -> {
            assertThat(piece.results()).hasSizeLessThanOrEqualTo(5_000);
            loaded.load(piece, 0);
        });
        assertThat(loaded.pieces()).toIterable()
                .containsExactlyElementsOf(() -> sessions.pieces());
        assertThat(loaded.bytes()).isEqualTo(sessions.bytes());
        assertThat(loaded.find(id(ALICE, 9, 1), 0)).isInstanceOf(Verdict.Stale.class);
    }

    @Test
    void handsOutWhatWasKnownWhenTheSnapshotBegan() {
        for (int sequence = 1; sequence <= 5; sequence++) {
            sessions.record(id(ALICE, sequence, 1), sequence, Result.Done.DONE, 0);
        }
        sessions.record(id(BOB, 1, 1), 6, Result.Done.DONE, 0);
        List<SessionPiece> now = new ArrayList<>();
        sessions.pieces().forEachRemaining(now::add);
        Iterator<SessionPiece> frozen = sessions.pieces();
        sessions.record(id(ALICE, 6, 4), 7, Result.Done.DONE, 0);
        sessions.forget(BOB);
        assertThat(frozen).toIterable().containsExactlyElementsOf(now);
        assertThat(find(ALICE, 3, 1)).isInstanceOf(Verdict.Stale.class);
        assertThat(find(ALICE, 6, 4)).isEqualTo(new Verdict.Known(7, Result.Done.DONE));
        assertThat(sessions.pieces()).toIterable().hasSize(1);
    }

    @Test
    void keepsTheLowestOfAClientWithoutResults() {
        sessions.record(id(ALICE, 5, 5), 1, Result.Done.DONE, 0);
        sessions.record(id(ALICE, 4, 9), 2, Result.Done.DONE, 0);
        Sessions loaded = new Sessions();
        sessions.pieces().forEachRemaining(piece -> loaded.load(piece, 0));
        assertThat(loaded.find(id(ALICE, 8, 8), 0)).isInstanceOf(Verdict.Stale.class);
    }

    private Verdict find(ClientId client, long sequence, long lowest) {
        return sessions.find(id(client, sequence, lowest), 0);
    }

    private static RequestId id(ClientId client, long sequence, long lowest) {
        return new RequestId(client, sequence, lowest);
    }
}
