package io.binstore.client.core;

import io.binstore.protocol.model.Member;

/** A member as this client knows it: the way to it, and how it has behaved. */
final class Target {

    /** A member that failed is spared so long, twice as long each further time in a row. */
    static final long SPARED_MIN_NANOS = 1_000_000_000;
    static final long SPARED_MAX_NANOS = 16_000_000_000L;
    /** A member that could not answer a read yet is spared so long. */
    static final long NOT_READY_NANOS = 100_000_000;

    final OpBatcher batcher;

    private Member member;
    private int failures;
    private boolean silent;
    private boolean spared;
    private long sparedUntilNanos;

    Target(Member member, OpBatcher batcher) {
        this.member = member;
        this.batcher = batcher;
    }

    /** Whether it left a request without an answer lately: others may reach it all the same. */
    boolean isSilent(long nowNanos) {
        return silent && sparedNanos(nowNanos) > 0;
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
        silent = false;
        spared = false;
    }

    /** @param inSilence nothing was heard of it, not even that it does not run */
    void failed(long nowNanos, boolean inSilence) {
        silent = inSilence;
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
