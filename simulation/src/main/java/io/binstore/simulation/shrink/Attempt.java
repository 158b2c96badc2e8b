package io.binstore.simulation.shrink;

import io.binstore.simulation.run.Options;
import io.binstore.simulation.run.Outcome;
import io.binstore.simulation.run.Scope;
import io.binstore.simulation.run.SeedRun;
import io.binstore.simulation.world.World;
import org.jspecify.annotations.Nullable;

/**
 * A run and how it failed.
 *
 * @param failure the kind of its violation, such as the invariant's number; null if it passed
 * @param strikes how many faults came, left out or not
 * @param endSeconds the virtual time at which it was over
 */
public record Attempt(Options options, @Nullable String failure, Scope scope, int strikes,
        int endSeconds) {

    /** Judges a run as it is judged in a campaign. */
    public static Attempt of(Options options) {
        SeedRun run = new SeedRun(options);
        return of(run, kindOf(run.run()));
    }

    /** @param failure what somebody else found in a run that is over, or null */
    public static Attempt of(SeedRun run, @Nullable String failure) {
        return new Attempt(run.options(), failure, run.scope(), run.strikes(),
                (int) (run.nowNanos() / World.SECOND) + 1);
    }

    /** What comes before the first colon of a violation names the promise that was broken. */
    private static @Nullable String kindOf(Outcome outcome) {
        if (outcome.violation() == null) {
            return null;
        }
        String message = String.valueOf(outcome.violation().getMessage());
        int colon = message.indexOf(':');
        return colon < 0 ? message : message.substring(0, colon);
    }
}
