package io.binstore.simulation.crashpoint;

import io.binstore.simulation.world.Violation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** All points of a canonical run: which there are, and a rerun for each. */
public final class CrashPoints {

    private final CanonicalRun run;
    private final List<Turn> turns;
    private final List<Point> points;
    private final AtomicLong events = new AtomicLong();

    /** A point that broke a promise. */
    public record Failure(Point point, Violation violation) {
    }

    /** Plays the run as its script has it, and counts; throws what is wrong already then. */
    public CrashPoints(CanonicalRun run) {
        this.run = run;
        PointRun reference = new PointRun(run, null, 0);
        Violation violation = reference.violation();
        if (violation != null) {
            throw violation;
        }
        turns = reference.turns();
        points = pointsOf(turns);
    }

    private static List<Point> pointsOf(List<Turn> turns) {
        List<Point> points = new ArrayList<>();
        for (int turn = 1; turn <= turns.size(); turn++) {
            points.add(new Point(turn, PointFault.KILL, 0));
            points.add(new Point(turn, PointFault.REBIRTH, 0));
            points.add(new Point(turn, PointFault.PAUSE, 0));
            for (int sent = 1; sent < turns.get(turn - 1).messages(); sent++) {
                points.add(new Point(turn, PointFault.KILL_SENDING, sent));
            }
            for (int answer = 0; answer < turns.get(turn - 1).answers(); answer++) {
                points.add(new Point(turn, PointFault.LOST_REPLY, answer));
            }
        }
        return Collections.unmodifiableList(points);
    }

    public List<Turn> turns() {
        return turns;
    }

    public List<Point> points() {
        return points;
    }

    /** The events of all reruns so far. */
    public long eventCount() {
        return events.get();
    }

    /** Reruns all of them; the failures in the order of their points. */
    public List<Failure> rerunAll(int threads) throws InterruptedException {
        List<Failure> failures = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger next = new AtomicInteger();
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            running.add(Thread.ofPlatform().name("points-" + i).start(() -> {
                for (int at = next.getAndIncrement(); at < points.size(); at =
                        next.getAndIncrement()) {
                    rerun(points.get(at), failures);
                }
            }));
        }
        for (Thread thread : running) {
            thread.join();
        }
        failures.sort((a, b) -> Integer.compare(points.indexOf(a.point()),
                points.indexOf(b.point())));
        return failures;
    }

    private void rerun(Point point, List<Failure> failures) {
        PointRun rerun = new PointRun(run, point, 0);
        Violation violation;
        try {
            violation = rerun.violation();
        } catch (RuntimeException broken) {
            violation = new Violation("the script ended with " + broken, broken);
        }
        events.addAndGet(rerun.eventCount());
        if (violation != null) {
            failures.add(new Failure(point, violation));
        }
    }
}
