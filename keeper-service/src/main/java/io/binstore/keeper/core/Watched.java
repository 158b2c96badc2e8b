package io.binstore.keeper.core;

import io.binstore.protocol.runtime.Bound;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What has been seen at one address; kept by the {@link FailureDetector}. */
final class Watched {

    private static final int REFUSALS_MAX = 16;
    private static final int KNOWN_MAX = 16;

    private final String address;
    /**
     * Incarnations heard of at this address and not certified dead, with the moment they were first
     * heard of.
     */
    private final Map<Long, Long> known = new LinkedHashMap<>();
    /** When the calls were sent that have been refused since the last answer, rising. */
    private final Deque<Long> refusals = new ArrayDeque<>();
    private long current;
    private boolean everAnswered;
    private int unanswered;
    private long unansweredSince;
    private long unansweredAt;
    private long answeredSent = Long.MIN_VALUE;

    Watched(String address) {
        this.address = address;
    }

    String address() {
        return address;
    }

    void bounds(List<Bound> bounds) {
        bounds.add(new Bound("incarnations known at an address", known.size(), KNOWN_MAX));
        bounds.add(new Bound("refusals noted", refusals.size(), REFUSALS_MAX));
    }

    Map<Long, Long> known() {
        return known;
    }

    long current() {
        return current;
    }

    void current(long incarnation) {
        current = incarnation;
    }

    void learn(long incarnation, long nowNanos) {
        known.putIfAbsent(incarnation, nowNanos);
        if (known.size() > KNOWN_MAX) {
            known.remove(known.keySet().iterator().next());
        }
    }

    void forget(long incarnation) {
        known.remove(incarnation);
        if (current == incarnation) {
            current = 0;
        }
    }

    void answered(long sentNanos) {
        everAnswered = true;
        answeredSent = Math.max(answeredSent, sentNanos);
        refusals.removeIf(refused -> refused <= sentNanos);
        unanswered = 0;
    }

    void refused(long sentNanos) {
        if (sentNanos > answeredSent && (refusals.isEmpty() || sentNanos > refusals.getLast())) {
            refusals.addLast(sentNanos);
            if (refusals.size() > REFUSALS_MAX) {
                // The first one stays: it may be the one that was sent just after an incarnation
                // was heard of.
                Long first = refusals.removeFirst();
                refusals.removeFirst();
                refusals.addFirst(first);
            }
        }
    }

    /**
     * Counts only calls made after the one before had failed: many that fail together are one look.
     */
    void unanswered(long sentNanos, long nowNanos) {
        if (sentNanos > answeredSent && (unanswered == 0 || sentNanos >= unansweredAt)) {
            if (unanswered == 0) {
                unansweredSince = sentNanos;
            }
            unansweredAt = nowNanos;
            unanswered++;
        }
    }

    /**
     * Whether two calls, both sent since then and {@code gapNanos} apart, have been refused with no
     * answer after.
     */
    boolean refusedTwiceSince(long sinceNanos, long gapNanos) {
        for (long refused : refusals) {
            if (refused >= sinceNanos) {
                return refusals.getLast() - refused >= gapNanos;
            }
        }
        return false;
    }

    boolean refusedSince(long sinceNanos) {
        return !refusals.isEmpty() && refusals.getLast() >= sinceNanos;
    }

    boolean answering() {
        return everAnswered && refusals.isEmpty() && unanswered == 0;
    }

    boolean refusing() {
        return !refusals.isEmpty();
    }

    /**
     * Several looks in a row, so that a pause of this keeper is not taken for everybody's silence.
     */
    boolean silentFor(long nanos, int looks, long nowNanos) {
        return unanswered >= looks && nowNanos - unansweredSince >= nanos;
    }
}
