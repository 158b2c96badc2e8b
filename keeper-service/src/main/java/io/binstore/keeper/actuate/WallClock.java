package io.binstore.keeper.actuate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * Tells when a moment on the keeper's ticker was, in UTC.
 *
 * <p>
 * The same moment gets the same answer each time, until the wall clock has been set anew.
 */
final class WallClock {

    private static final Duration DRIFT_MAX = Duration.ofMillis(100);

    private final InstantSource clock;
    private Instant origin = Instant.EPOCH;

    WallClock(InstantSource clock) {
        this.clock = clock;
    }

    /** @param nanos on the ticker @param nowNanos what the ticker shows now */
    synchronized Instant at(long nanos, long nowNanos) {
        Instant originNow = clock.instant().minusNanos(nowNanos);
        if (Duration.between(origin, originNow).abs().compareTo(DRIFT_MAX) > 0) {
            origin = originNow;
        }
        return origin.plusNanos(nanos).truncatedTo(ChronoUnit.MILLIS);
    }
}
