package io.binstore.launcher.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExpectationTest {

    private final Findings findings = new Findings();

    @Test
    void isContentWithWhatWasWritten() {
        Expectation.of(List.of("a", "b", "a")).check("here", List.of("a", "b", "a"), findings);
        assertThat(findings.isEmpty()).isTrue();
    }

    @Test
    void letsWritersMixAsLongAsEachKeepsItsOrder() {
        Expectation expectation = twoWriters();
        expectation.check("here", List.of("x1", "y1", "y2", "x2"), findings);
        assertThat(findings.isEmpty()).isTrue();

        expectation.check("here", List.of("x2", "y1", "y2", "x1"), findings);
        assertThat(findings.count(Fault.OUT_OF_ORDER)).isEqualTo(1);
    }

    @Test
    void noticesAWrongOrderAmongEqualElements() {
        Expectation.of(List.of("a", "b", "a")).check("here", List.of("a", "a", "b"), findings);
        assertThat(findings.count(Fault.OUT_OF_ORDER)).isEqualTo(1);
    }

    @Test
    void countsWhatIsLostAndWhatIsThereTwice() {
        twoWriters().check("here", List.of("x1", "x1", "y1", "z"), findings);
        assertThat(findings.count(Fault.LOST)).isEqualTo(2);
        assertThat(findings.count(Fault.APPLIED_TWICE)).isEqualTo(1);
        assertThat(findings.count(Fault.NEVER_WRITTEN)).isEqualTo(1);
    }

    @Test
    void letsFailedWritesBeThereOnceOrNotAtAll() {
        Expectation expectation = new Expectation();
        expectation.add(List.of("x1"), Set.of("x2"));
        expectation.check("here", List.of("x1"), findings);
        expectation.check("here", List.of("x1", "x2"), findings);
        assertThat(findings.isEmpty()).isTrue();

        expectation.check("here", List.of("x1", "x2", "x2"), findings);
        assertThat(findings.count(Fault.APPLIED_TWICE)).isEqualTo(1);
    }

    private static Expectation twoWriters() {
        Expectation expectation = new Expectation();
        expectation.add(List.of("x1", "x2"), Set.of());
        expectation.add(List.of("y1", "y2"), Set.of());
        return expectation;
    }
}
