package io.binstore.keeper.core;

/**
 * The keeper's periods, in nanoseconds.
 *
 * @param pollNanos between two looks at the same process
 * @param pollTimeoutNanos after which a look counts as unanswered
 * @param leaseNanos how long a lead lease lasts
 * @param renewNanos between two renewals of the lead lease
 * @param silenceNanos after which a silent member may be removed from the view
 * @param staggerNanos by which keepers of a higher index ask later for the lead
 */
public record KeeperTiming(long pollNanos, long pollTimeoutNanos, long leaseNanos, long renewNanos,
        long silenceNanos, long staggerNanos) {

    private static final long MILLI = 1_000_000;

    public static final KeeperTiming DEFAULT =
            new KeeperTiming(1_000 * MILLI, 1_000 * MILLI, 5_000 * MILLI,
                    1_000 * MILLI, 3_000 * MILLI, 200 * MILLI);
}
