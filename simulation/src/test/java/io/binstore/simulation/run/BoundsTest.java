package io.binstore.simulation.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.protocol.runtime.Bound;
import io.binstore.simulation.world.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the check of bounds says to reports. */
class BoundsTest {

    @Test
    void namesTheTableThatIsTooFull() {
        Violation found = Bounds.violation("b1",
                List.of(new Bound("events", 1_000, 1_000), new Bound("open calls", 11, 10)));
        assertThat(found).isNotNull();
        assertThat(found.getMessage()).contains("I11", "b1 holds open calls: 11 of at most 10");
    }

    @Test
    void isContentWithWhatIsJustFull() {
        assertThat(Bounds.violation("b1", List.of(new Bound("events", 10, 10)))).isNull();
    }
}
