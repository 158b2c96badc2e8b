package io.binstore.backend.core;

import io.binstore.protocol.model.Member;
import io.binstore.protocol.runtime.Transport.Failed;
import io.binstore.protocol.runtime.Transport.Failure;
import io.binstore.protocol.runtime.Transport.Outcome;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which peers this backend cannot reach, though keepers may: the lead then keeps one of the two out.
 *
 * <pre>
 * reachable    calls in a row, for 3 s, stay without any outcome   unreachable
 * unreachable  an answer, or a refusal                             reachable
 * </pre>
 *
 * <p>
 * Several calls in a row, so that a pause of this backend is not taken for everybody's silence.
 */
final class Reachability {

    static final long UNREACHABLE_NANOS = 3_000_000_000L;
    private static final int CALLS_MIN = 3;

    private final TreeMap<Integer, Silence> silences = new TreeMap<>();

    /** Calls to a peer without an outcome, each sent after the one before had failed. */
    private record Silence(Member peer, long sinceNanos, long failedNanos, int calls) {

        boolean goesOn(Member called, long sentNanos) {
            return called.incarnation() == peer.incarnation()
                    && sentNanos - failedNanos < UNREACHABLE_NANOS;
        }

        boolean lasts() {
            return calls >= CALLS_MIN && failedNanos - sinceNanos >= UNREACHABLE_NANOS;
        }
    }

    /** What a call to a peer came to. */
    void heard(Member peer, Outcome outcome, long sentNanos, long nowNanos) {
        @Nullable
        Failure failure = outcome instanceof Failed failed ? failed.failure() : null;
        if (failure == Failure.UNKNOWN) {
            unanswered(peer, sentNanos, nowNanos);
        } else if (failure == null || failure == Failure.REFUSED) {
            silences.remove(peer.index());
        }
    }

    private void unanswered(Member peer, long sentNanos, long nowNanos) {
        Silence before = silences.get(peer.index());
        if (before == null || !before.goesOn(peer, sentNanos)) {
            silences.put(peer.index(), new Silence(peer, sentNanos, nowNanos, 1));
        } else if (sentNanos >= before.failedNanos()) {
            silences.put(peer.index(),
                    new Silence(peer, before.sinceNanos(), nowNanos, before.calls() + 1));
        }
    }

    /** The peers out of reach, by index, as they were last called. */
    List<Member> unreachable() {
        return silences.values().stream().filter(Silence::lasts).map(Silence::peer).toList();
    }
}
