package io.binstore.simulation.shrink;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.simulation.command.TrimOptions;
import io.binstore.simulation.fault.FaultKind;
import io.binstore.simulation.run.Judgement;
import io.binstore.simulation.run.Options;
import io.binstore.simulation.run.SeedRun;
import io.binstore.simulation.run.Trim;
import io.binstore.simulation.run.Trim.Size;
import io.binstore.simulation.world.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** A promise that nobody made is broken, and what it takes to break it is found. */
class ShrinkerTest {

    private static final int LINES_MAX = 100_000;
    private static final int TRIES_MAX = 120;

    /** "Never do two backends die in one run, and one of them comes back." */
    private static Attempt judge(Options options) {
        SeedRun run = new SeedRun(options.withLines(LINES_MAX));
        run.run();
        List<String> died = new ArrayList<>();
        boolean back = false;
        for (Trace.Line line : run.story()) {
            String host = line.who().replaceAll("\\..*", "");
            if (host.startsWith("b") && line.what().equals("killed") && !died.contains(host)) {
                died.add(host);
            }
            back |= died.contains(host) && line.what().equals("started");
        }
        return Attempt.of(run, died.size() >= 2 && back ? "planted" : null);
    }

    /** From a seed on whose failure takes one of its 25 strikes. */
    private static Attempt firstFailure() {
        for (long seed = 72;; seed++) {
            Attempt attempt = judge(Options.of(seed).judgedBy(Judgement.CHAOS));
            if (attempt.failure() != null && attempt.scope().kinds().size() > 5
                    && attempt.strikes() > 10 && attempt.strikes() < 30) {
                return attempt;
            }
        }
    }

    @Test
    void findsWhatItTakes() {
        Attempt whole = firstFailure();
        Shrinker shrinker = new Shrinker(ShrinkerTest::judge, whole, TRIES_MAX);
        Attempt small = shrinker.shrink();
        assertThat(small.failure()).isEqualTo("planted");
        assertThat(
                small.strikes() - small.options().trim().strikes().headSet(small.strikes()).size())
                .isLessThanOrEqualTo(4);
        assertThat(small.scope().of(Size.CLIENTS)).isEqualTo(1);
        assertThat(small.scope().of(Size.CALLS)).isEqualTo(1);
        assertThat(small.scope().of(Size.SECONDS)).isLessThan(whole.scope().of(Size.SECONDS));
        assertThat(judge(small.options())).isEqualTo(small);
        assertThat(shrinker.runs()).isLessThanOrEqualTo(TRIES_MAX);
    }

    @Test
    void printedOptionsGiveSameRun() {
        Trim trim = Trim.NONE.withoutStrikes(new TreeSet<>(List.of(0, 1, 2, 7, 9, 10)))
                .without(FaultKind.LOSS).without(FaultKind.DRIFT).atMost(Size.BACKENDS, 3)
                .atMost(Size.SECONDS, 12);
        assertThat(trim.options()).isEqualTo(" --without-strikes 0-2,7,9-10 --without loss,drift"
                + " --seconds 12 --backends 3");
        TrimOptions parsed = new TrimOptions();
        CommandLine line = new CommandLine(CommandLine.Model.CommandSpec.create()
                .addMixin("trim", CommandLine.Model.CommandSpec.forAnnotatedObject(parsed)));
        line.setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs(trim.options().strip().split(" "));
        assertThat(parsed.trim()).isEqualTo(trim);
    }

    @Test
    void strikeLeftOutLeavesTheOthersAsTheyWere() {
        // One in which each strike found somebody, and so left a line.
        Options options = Options.of(1);
        SeedRun whole = told(options);
        while (whole.strikes() < 2 || strikesOf(whole).size() != whole.strikes()) {
            options = Options.of(options.seed() + 1);
            whole = told(options);
        }
        int last = whole.strikes() - 1;
        SeedRun trimmed =
                told(options.trimmed(Trim.NONE.withoutStrikes(new TreeSet<>(List.of(last)))));
        List<Trace.Line> strikes = strikesOf(whole);
        assertThat(strikesOf(trimmed)).startsWith(
                strikes.subList(0, last).toArray(Trace.Line[]::new));
    }

    private static SeedRun told(Options options) {
        SeedRun run = new SeedRun(options.withLines(LINES_MAX));
        run.run();
        return run;
    }

    private static List<Trace.Line> strikesOf(SeedRun run) {
        return run.story().stream().filter(line -> line.who().equals("chaos")).toList();
    }
}
