package io.binstore.simulation.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.Test;

/** The seeds that run in every build; {@code -Dbinstore.seeds=N} runs more. */
class SeedsTest {

    private static final int SEEDS_DEFAULT = 500;
    private static final int TRACE_LINES = 100;

    @Test
    void noSeedBreaksPromise() {
        int seeds = Integer.getInteger("binstore.seeds", SEEDS_DEFAULT);
        for (long seed = 1; seed <= seeds; seed++) {
            Outcome outcome = new SeedRun(Options.of(seed)).run();
            if (!outcome.passed()) {
                Outcome told = new SeedRun(Options.of(seed).withLines(TRACE_LINES)).run();
                fail(String.join("\n", told.trace()) + "\n" + outcome.violation().getMessage()
                        + "\nreplay: "
                        + outcome.options().command());
            }
        }
    }

    @Test
    void sameSeedGoesTheSameWay() {
        for (long seed = 1; seed <= 12; seed++) {
            Outcome first = new SeedRun(Options.of(seed)).run();
            Outcome second = new SeedRun(Options.of(seed).withLines(TRACE_LINES)).run();
            assertThat(second.traceHash()).as("trace of seed " + seed).isEqualTo(first.traceHash());
            assertThat(second.lastDraw()).as("last draw of seed " + seed)
                    .isEqualTo(first.lastDraw());
        }
    }
}
