package io.binstore.simulation.crashpoint;

import io.binstore.protocol.model.Partitioning;
import io.binstore.protocol.runtime.Probes;
import io.binstore.simulation.check.HistoryCheck;
import io.binstore.simulation.cluster.SimNode;
import io.binstore.simulation.history.CallRecord;
import io.binstore.simulation.run.Aftermath;
import io.binstore.simulation.world.Trace;
import io.binstore.simulation.world.Violation;
import io.binstore.simulation.world.World;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A canonical run with at most one fault more than its script has, from its setting to its verdict.
 *
 * <p>
 * One crash beside the scripted one leaves a replica of everything, and one pause ends long before the deadline of any
 * call: so nothing may be lost and no call may fail, whatever the point.
 */
public final class PointRun {

    private static final long CALM_NANOS = World.SECOND;
    private static final long WAIT_MAX_NANOS = 30 * World.SECOND;

    private final CanonicalRun run;
    private final Stage stage;
    private final Trace trace;
    private final TurnWatch watch;

    /** @param point null for the run as its script has it. @param linesMax how many trace lines to keep */
    public PointRun(CanonicalRun run, @Nullable Point point, int linesMax) {
        this.run = run;
        this.trace = new Trace(linesMax);
        this.stage = new Stage(run.shape(), trace);
        this.watch = new TurnWatch(stage.cluster(), point);
    }

    /** What is wrong, or null. */
    public @Nullable Violation violation() {
        trace.makeCurrent();
        Probes.listen(stage.cluster().ground().ledger()::reached);
        try {
            return judge();
        } finally {
            Probes.leave();
            Trace.leave();
        }
    }

    /** The turns that the script took. */
    public List<Turn> turns() {
        return watch.turns();
    }

    public List<String> lines() {
        return trace.lines();
    }

    public long eventCount() {
        return stage.world().eventCount();
    }

    private @Nullable Violation judge() {
        World world = stage.world();
        run.set(stage);
        watch.begin();
        run.play(stage);
        watch.end();
        world.runUntil(watch.overNanos());
        Aftermath aftermath = new Aftermath(stage.cluster(), CALM_NANOS);
        String missing = aftermath.waitForRest();
        if (missing != null && world.violation() == null) {
            world.report(Violation.of("I12", "60 s after the last fault " + missing));
        }
        if (world.violation() == null) {
            aftermath.lookAtEverything(stage.looks());
        }
        if (world.violation() == null && world.ended()) {
            return Violation.of("promise", "the run ended early");
        }
        Violation found = world.violation() == null ? promises() : world.violation();
        return found != null ? found
                : new HistoryCheck(stage.history(), new Partitioning(run.shape().partitions()),
                        false).violation();
    }

    private @Nullable Violation promises() {
        for (CallRecord call : stage.history().calls()) {
            if ((call.refused() || call.unknown()) && !(call.pending() && callerDied())) {
                return Violation.of("promise", "a call failed: " + call);
            }
            if (!call.pending() && call.returnNanos() - call.invokeNanos() > WAIT_MAX_NANOS) {
                return Violation.of("promise", "a call took long: " + call);
            }
        }
        return stage.history().losses().isEmpty() ? null
                : Violation.of("promise", "lost partition "
                        + stage.history().losses().get(0).partition());
    }

    /** A program that dies does not learn what became of its calls. */
    private boolean callerDied() {
        SimNode struck = watch.struck();
        return struck != null && stage.cluster().clients().contains(struck);
    }
}
