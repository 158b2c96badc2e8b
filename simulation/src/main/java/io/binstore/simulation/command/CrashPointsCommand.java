package io.binstore.simulation.command;

import io.binstore.simulation.crashpoint.CanonicalRun;
import io.binstore.simulation.crashpoint.CrashPoints;
import io.binstore.simulation.crashpoint.Point;
import io.binstore.simulation.crashpoint.PointFault;
import io.binstore.simulation.crashpoint.PointRun;
import io.binstore.simulation.world.Violation;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Repeats canonical runs with one more fault at every turn of every process, or shows one such rerun. */
@Command(name = "crash-points", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Repeats each canonical run once for every event and fault: the process is"
                + " killed there, also between two messages that it sends, reborn there,"
                + " paused past every lease there, or loses an answer there.")
public final class CrashPointsCommand implements Callable<Integer> {

    private static final int TRACE_LINES = 400;
    private static final int REPLAYS_PRINTED_MAX = 20;

    @Option(names = "--run", description = "${COMPLETION-CANDIDATES} (default: all)")
    private @Nullable CanonicalRun run;

    @Option(names = "--threads",
            description = "how many reruns at a time (default: one for each processor)")
    private int threads = Runtime.getRuntime().availableProcessors();

    @ArgGroup(exclusive = false, heading = "Only one rerun, with its trace:%n")
    private @Nullable Only only;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** Which rerun. */
    static final class Only {

        @Option(names = "--event", required = true, description = "at which event of the script")
        private int event;

        @Option(names = "--fault", required = true, description = "${COMPLETION-CANDIDATES}")
        private PointFault fault = PointFault.KILL;

        @Option(names = "--nth", description = "which of several answers of that event is lost, or"
                + " how many messages are sent before the death")
        private int nth;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (only != null) {
            if (run == null) {
                throw new ParameterException(spec.commandLine(), "--event needs a --run");
            }
            return show(run, new Point(only.event, only.fault, only.nth));
        }
        boolean passed = true;
        List<CanonicalRun> chosen =
                run == null ? Arrays.asList(CanonicalRun.values()) : List.of(run);
        for (CanonicalRun each : chosen) {
            passed &= rerunAll(each);
        }
        return passed ? 0 : 1;
    }

    private boolean rerunAll(CanonicalRun each) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        long startNanos = System.nanoTime();
        CrashPoints all = new CrashPoints(each);
        List<CrashPoints.Failure> failures = all.rerunAll(threads);
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        out.printf(Locale.ROOT,
                "%-34s %5d events, %6d reruns in %6.1f s (%5.1f ms each), %d failed%n",
                nameOf(each),
                all.turns().size(), all.points().size(), seconds,
                seconds * 1e3 * threads / all.points().size(), failures.size());
        failures.stream().limit(REPLAYS_PRINTED_MAX).forEach(failure -> out.printf(
                "    %s%n    replay: ops/simulate crash-points --run %s %s%n",
                failure.violation().getMessage(), nameOf(each), failure.point().options()));
        out.flush();
        return failures.isEmpty();
    }

    private int show(CanonicalRun which, Point point) {
        PointRun rerun = new PointRun(which, point, TRACE_LINES);
        Violation violation = rerun.violation();
        PrintWriter out = spec.commandLine().getOut();
        rerun.lines().forEach(out::println);
        out.println(violation == null ? "passed" : "FAILED: " + violation.getMessage());
        out.flush();
        return violation == null ? 0 : 1;
    }

    private static String nameOf(CanonicalRun run) {
        return run.name().toLowerCase(Locale.ROOT);
    }
}
