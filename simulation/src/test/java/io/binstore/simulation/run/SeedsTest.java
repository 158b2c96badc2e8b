package io.binstore.simulation.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.Test;

/** The seeds that run in every build; {@code -Dbinstore.seeds=N} runs more. */
class SeedsTest {

    private static final int SEEDS_DEFAULT = 2_000;
    private static final int TRACE_LINES = 100;

    @Test
    void noSeedBreaksPromise() throws InterruptedException {
        Tally tally = new Tally();
        new Campaign(Options::of, false, tally::add).run(1,
                Integer.getInteger("binstore.seeds", SEEDS_DEFAULT),
                Runtime.getRuntime().availableProcessors());
        for (Outcome failed : tally.failures()) {
            Outcome told = new SeedRun(failed.options().withLines(TRACE_LINES)).run();
            fail(String.join("\n", told.trace()) + "\n" + failed.violation().getMessage()
                    + "\nreplay: " + failed.options().command());
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
