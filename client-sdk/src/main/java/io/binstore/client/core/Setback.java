package io.binstore.client.core;

import io.binstore.protocol.message.Rejected;
import io.binstore.protocol.operation.Result.Reason;
import io.binstore.protocol.runtime.Transport.Failure;
import org.jspecify.annotations.Nullable;

/** Why an attempt did not end its call, and another one follows. */
enum Setback {

    MISDIRECTED(false, true),
    BUSY(false, false),
    NOT_READY(false, true),
    PENDING(true, true),
    REFUSED(false, true),
    UNKNOWN(true, true),
    NOT_SENT(false, true),
    /** The view names nobody who could answer. */
    NOBODY(false, true);

    /** The attempt may have taken effect, or may still do so. */
    final boolean maybeDone;
    /** A newer view may help. */
    final boolean looksForView;

    Setback(boolean maybeDone, boolean looksForView) {
        this.maybeDone = maybeDone;
        this.looksForView = looksForView;
    }

    /** The setback that a refusal means, or null if the refusal is final. */
    static @Nullable Setback of(Reason reason) {
        return switch (reason) {
            case MISDIRECTED -> MISDIRECTED;
            case BUSY -> BUSY;
            case NOT_READY -> NOT_READY;
            case PENDING -> PENDING;
            case OUTCOME_UNKNOWN -> UNKNOWN;
            case FULL, TOO_LARGE, STALE -> null;
        };
    }

    /** The setback that the refusal of a whole request means: nothing in it was done. */
    static Setback of(Rejected.Reason reason) {
        return switch (reason) {
            case BUSY -> BUSY;
            case WRONG_INCARNATION, WRONG_CLUSTER, OUTDATED -> MISDIRECTED;
            case NOT_YET, INVALID -> NOT_READY;
        };
    }

    static Setback of(Failure failure) {
        return switch (failure) {
            case REFUSED -> REFUSED;
            case NOT_SENT, UNRESOLVED -> NOT_SENT;
            case UNKNOWN -> UNKNOWN;
        };
    }
}
