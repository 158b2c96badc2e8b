package io.binstore.simulation.wound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Planted bugs are found; {@code -Dbinstore.wounds=true} plants all of them, which takes a while. */
class WoundsTest {

    private static final int SEEDS_MAX = 1_000;

    private final CoreSources sources = CoreSources.around(Path.of("."));
    private final int threads = Runtime.getRuntime().availableProcessors();

    @Test
    void everyWoundFitsTheSourcesAndCompiles() {
        WoundHunt hunt = new WoundHunt(sources, 0, 1);
        List<Wound> wounds = WoundBook.wounds();
        wounds.forEach(hunt::compile);
        assertThat(wounds).hasSizeGreaterThanOrEqualTo(50);
        assertThat(wounds).extracting(Wound::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"acknowledgement before the tail", "repeated call ordered again",
            "learner becomes head"})
    void bluntWoundIsCaughtSoon(String name) throws InterruptedException {
        Wound wound = WoundBook.wounds().stream().filter(each -> each.name().equals(name))
                .findFirst().orElseThrow();
        assertThat(new WoundHunt(sources, 60, threads).hunt(wound).caught()).isTrue();
    }

    @Test
    @EnabledIfSystemProperty(named = "binstore.wounds", matches = "true")
    void everyWoundIsCaught() throws InterruptedException {
        WoundHunt hunt = new WoundHunt(sources, SEEDS_MAX, threads);
        List<String> missed = new ArrayList<>();
        for (Wound wound : WoundBook.wounds()) {
            if (!hunt.hunt(wound).caught()) {
                missed.add(wound.name());
            }
        }
        assertThat(missed).isEmpty();
    }
}
