package io.binstore.simulation.wound;

import io.binstore.simulation.run.Options;
import io.binstore.simulation.run.Outcome;
import io.binstore.simulation.run.SeedRun;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Runs seeds in the world that has loaded it; only types of the platform cross the border. */
public final class Patient implements LongFunction<@Nullable String> {

    @Override
    public @Nullable String apply(long seed) {
        Outcome outcome = new SeedRun(Options.of(seed)).run();
        return outcome.violation() == null ? null : outcome.violation().getMessage();
    }
}
