package io.binstore.simulation.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.backend.core.BackendProbe;
import io.binstore.keeper.core.KeeperProbe;
import io.binstore.protocol.runtime.Probe;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a tally counts of the runs it is told of. */
class TallyTest {

    private final Tally tally = new Tally();

    @Test
    void countsTheRunsThatHitAProbeAndKnowsTheOthers() {
        tally.add(outcome(Set.of(BackendProbe.VIEW_SKIPPED, KeeperProbe.TERM_GIVEN_UP)));
        tally.add(outcome(Set.of(BackendProbe.VIEW_SKIPPED)));
        ProbeTable table = new ProbeTable(tally);
        assertThat(tally.runsThatHit(BackendProbe.VIEW_SKIPPED)).isEqualTo(2);
        assertThat(table.missed()).hasSize(ProbeTable.all().size() - 2)
                .doesNotContain(BackendProbe.VIEW_SKIPPED, KeeperProbe.TERM_GIVEN_UP);
        assertThat(table.lines()).contains("       2  backend: view skipped");
    }

    @Test
    void namesNoPlaceTwice() {
        assertThat(ProbeTable.all().stream().map(Probe::text)).hasSizeGreaterThan(110)
                .allMatch(text -> text.matches("[a-z ]+"));
    }

    @Test
    void countsStatesOnceAndThoseThatAreNewByTheSeeds() {
        tally.add(outcome(Set.of(), 1, 2, 3));
        tally.add(outcome(Set.of(), 2, 3, 4));
        assertThat(tally.states()).startsWith("4 abstract states").endsWith("[4]");
    }

    @Test
    void keepsManyHashes() {
        LongSet set = new LongSet(4);
        for (long hash = 1; hash <= 1_000; hash++) {
            assertThat(set.add(hash << 20)).isTrue();
            assertThat(set.add(hash << 20)).isFalse();
        }
        assertThat(set.size()).isEqualTo(1_000);
        assertThat(set.toArray()).hasSize(1_000);
    }

    private static Outcome outcome(Set<Probe> probes, long... states) {
        return new Outcome(Options.of(1), null, 0, 0, 0, 0, 0, 0, 0, probes, states, List.of());
    }
}
