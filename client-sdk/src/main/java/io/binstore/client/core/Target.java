package io.binstore.client.core;

import io.binstore.protocol.model.Member;

/** A member as this client knows it: the way to it, and how it has behaved. */
final class Target {

    /** A member that failed is spared so long, twice as long each further time in a row. */
    static final long SPARED_MIN_NANOS = 1_000_000_000;
    static final long SPARED_MAX_NANOS = 16_000_000_000L;
    /** A member that could not answer a read yet is spared so long. */
    static final long NOT_READY_NANOS = 100_000_000;
    /** Without any answer for so long it is silent: a broken connection alone is none. */
    static final long SILENCE_NANOS = 1_000_000_000;
    /** So long all mutations go around it; then one finds out whether it answers again. */
    static final long SILENT_NANOS = 1_000_000_000;
    /** So long that one may take. */
    static final long PROBE_NANOS = Attempts.MUTATION_TIMEOUT_NANOS;

    final OpBatcher batcher;

    private Member member;
    private int failures;
    private boolean unanswered;
    private long unansweredSinceNanos;
    private boolean silent;
    private long silentUntilNanos;
    private boolean spared;
    private long sparedUntilNanos;

    Target(Member member, OpBatcher batcher) {
        this.member = member;
        this.batcher = batcher;
    }

    /**
     * Whether a mutation for it should go around it: nothing has been heard of it for a while, but
     * others may reach it. One in {@link #SILENT_NANOS} or {@link #PROBE_NANOS} is not, to find out.
     */
    boolean sendsAround(long nowNanos) {
        if (!silent || silentUntilNanos - nowNanos > 0) {
            return silent;
        }
        ClientProbe.SILENT_HEAD_TRIED_AGAIN.hit();
        silentUntilNanos = nowNanos + PROBE_NANOS;
        return false;
    }

    long sparedNanos(long nowNanos) {
        return spared ? Math.max(0, sparedUntilNanos - nowNanos) : 0;
    }

    /** A request was sent to it: a doubtful member gets no more for a while, unless it answers. */
    void tried(long nowNanos) {
        if (failures > 0) {
            ClientProbe.DOUBTFUL_MEMBER_TRIED_AGAIN.hit();
            spare(nowNanos, SPARED_MIN_NANOS);
        }
    }

    void answered() {
        failures = 0;
        unanswered = false;
        silent = false;
        spared = false;
    }

    /**
     * A request failed.
     *
     * @param sentNanos when it was sent
     * @param unknown nothing was heard of it, not even that nobody runs there
     */
    void failed(long sentNanos, boolean unknown, long nowNanos) {
        if (!unknown) {
            unanswered = false;
            silent = false;
        } else if (!unanswered) {
            unanswered = true;
            unansweredSinceNanos = sentNanos;
        }
        if (unknown && nowNanos - unansweredSinceNanos >= SILENCE_NANOS) {
            silent = true;
            silentUntilNanos = nowNanos + SILENT_NANOS;
        }
        spare(nowNanos, Math.min(SPARED_MAX_NANOS, SPARED_MIN_NANOS << Math.min(failures, 8)));
        failures++;
    }

    void notReady(long nowNanos) {
        spare(nowNanos, NOT_READY_NANOS);
    }

    /**
     * Takes over what a newer view says, and answers whether it is another incarnation; that one
     * has a clean slate.
     */
    boolean become(Member newer) {
        boolean another = newer.incarnation() != member.incarnation();
        if (another) {
            ClientProbe.MEMBER_CAME_BACK_AS_ANOTHER.hit();
            answered();
        }
        member = newer;
        return another;
    }

    private void spare(long nowNanos, long nanos) {
        if (!spared || sparedUntilNanos - nowNanos < nanos) {
            spared = true;
            sparedUntilNanos = nowNanos + nanos;
        }
    }
}
