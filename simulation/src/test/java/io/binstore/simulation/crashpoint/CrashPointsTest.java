package io.binstore.simulation.crashpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.simulation.crashpoint.CrashPoints.Failure;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A fault at every turn of every process breaks nothing; {@code -Dbinstore.crashpoints=true} tries all runs. */
class CrashPointsTest {

    private static final int LINES_MAX = 2_000;

    @ParameterizedTest
    @EnumSource(names = {"LEAVE", "RETRY"})
    void noPointBreaksPromise(CanonicalRun run) throws InterruptedException {
        rerunAll(run);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = {"LEAVE", "RETRY"})
    @EnabledIfSystemProperty(named = "binstore.crashpoints", matches = "true")
    void noPointOfLongerRunsBreaksPromise(CanonicalRun run) throws InterruptedException {
        rerunAll(run);
    }

    private static void rerunAll(CanonicalRun run) throws InterruptedException {
        List<Failure> failures =
                new CrashPoints(run).rerunAll(Runtime.getRuntime().availableProcessors());
        assertThat(failures).as(() -> "replay: ops/simulate crash-points --run " + run + " "
                + failures.get(0).point().options()).isEmpty();
    }

    @Test
    void everyTurnOfEveryProcessIsPoint() {
        CrashPoints points = new CrashPoints(CanonicalRun.RETRY);
        assertThat(points.turns().stream().map(Turn::process).distinct())
                .contains("b0", "b1", "b2", "k0", "k1", "c0", "c1");
        int messages = points.turns().stream().mapToInt(turn -> Math.max(0, turn.messages() - 1))
                .sum();
        int answers = points.turns().stream().mapToInt(Turn::answers).sum();
        assertThat(answers).isPositive();
        assertThat(points.points()).doesNotHaveDuplicates()
                .hasSize(3 * points.turns().size() + messages + answers);
    }

    @Test
    void rerunGoesItsOwnWayFromItsPointOn() {
        PointRun run =
                new PointRun(CanonicalRun.RETRY, new Point(10, PointFault.KILL, 0), LINES_MAX);
        assertThat(run.violation()).isNull();
        assertThat(run.lines()).anyMatch(line -> line.contains("KILL of "))
                .anyMatch(line -> line.endsWith("  killed"));
        assertThat(run.turns().subList(0, 9))
                .isEqualTo(new CrashPoints(CanonicalRun.RETRY).turns().subList(0, 9));
    }

    @Test
    void runsTellTheirStories() {
        assertThat(lines(CanonicalRun.WRITE_WITH_FAILOVER)).anyMatch(adopts("epoch=3"));
        assertThat(lines(CanonicalRun.JOIN_WITH_MIGRATION))
                .anyMatch(line -> line.contains("  b3 ") && line.contains("as learner"))
                .anyMatch(line -> line.contains("  b3 ") && line.contains("is active in"));
        assertThat(lines(CanonicalRun.LEAVE)).anyMatch(line -> line.endsWith("  killed"))
                .anyMatch(line -> line.contains("as learner"));
        assertThat(lines(CanonicalRun.LEAD_CHANGE_IN_MID_MIGRATION))
                .anyMatch(line -> line.contains("keeper 1 asks for term"))
                .anyMatch(line -> line.contains("as learner"));
        assertThat(lines(CanonicalRun.RETRY))
                .anyMatch(line -> line.contains("retry answered from the record"));
        assertThat(lines(CanonicalRun.FOUNDING_BY_TWO_KEEPERS))
                .anyMatch(line -> line.contains("keeper 0 asks for term"))
                .anyMatch(line -> line.contains("keeper 1 asks for term"));
        assertThat(lines(CanonicalRun.VIEW_CHANGE_SKIPPED_BY_ONE_MEMBER))
                .anyMatch(line -> line.contains("  b4 ") && adopts("epoch=3").test(line))
                .noneMatch(line -> line.contains("  b4 ") && adopts("epoch=2").test(line));
    }

    private static Predicate<String> adopts(String epoch) {
        return line -> line.contains("adopts ") && line.contains(epoch);
    }

    private static Stream<String> lines(CanonicalRun canonical) {
        PointRun run = new PointRun(canonical, null, LINES_MAX);
        assertThat(run.violation()).isNull();
        return run.lines().stream();
    }
}
