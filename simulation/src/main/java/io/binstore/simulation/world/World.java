package io.binstore.simulation.world;

import io.binstore.protocol.runtime.Timers.Cancellable;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Virtual time: one queue of events by (time, sequence), and nothing happens beside it.
 *
 * <p>
 * An event belongs to a process or to the world itself. A dead process runs nothing any more; a paused one keeps its
 * events until it resumes.
 */
public final class World {

    public static final long MICROSECOND = 1_000L;
    public static final long MILLISECOND = 1_000_000L;
    public static final long SECOND = 1_000_000_000L;

    private final EventQueue queue = new EventQueue();
    private final Trace trace;
    private final SimRandomness randomness;
    private long nowNanos;
    private long sequence;
    private long eventCount;
    private @Nullable Violation violation;
    private boolean ended;
    private Consumer<Process> beforeTurn = owner -> {
    };
    private @Nullable Process turn;
    private Runnable afterEvents = () -> {
    };

    public World(long seed, Trace trace) {
        this.trace = trace;
        this.randomness = SimRandomness.ofSeed(seed);
    }

    public long nowNanos() {
        return nowNanos;
    }

    public Trace trace() {
        return trace;
    }

    public SimRandomness randomness() {
        return randomness;
    }

    public long eventCount() {
        return eventCount;
    }

    /** Has this called right before every turn of a running process; it may still kill or pause that process. */
    public void beforeTurn(Consumer<Process> watch) {
        beforeTurn = watch;
    }

    /** Whose turn it is, or null if it is the world's own. */
    public @Nullable Process turn() {
        return turn;
    }

    /** Does something in the world itself, such as a message on its way or a fault. */
    public Cancellable after(long delayNanos, Runnable task) {
        return schedule(delayNanos, null, task);
    }

    Event schedule(long delayNanos, @Nullable Process owner, Runnable task) {
        Event event = new Event(nowNanos + Math.max(0, delayNanos), sequence++, owner, task);
        queue.add(event);
        return event;
    }

    /** Runs the task after every event, in the same moment; it must change nothing. */
    public void afterEvents(Runnable task) {
        afterEvents = task;
    }

    /** Runs until a moment, or until the first violation. */
    public void runUntil(long timeNanos) {
        while (violation == null && !ended) {
            Event next = queue.poll(timeNanos);
            if (next == null) {
                nowNanos = Math.max(nowNanos, timeNanos);
                return;
            }
            step(next);
        }
    }

    /** Runs until something holds, looked at after every event; whether it did before the time was over. */
    public boolean runUntil(long timeNanos, BooleanSupplier holds) {
        while (violation == null && !ended && !holds.getAsBoolean()) {
            Event next = queue.poll(timeNanos);
            if (next == null) {
                return false;
            }
            step(next);
        }
        return violation == null && !ended;
    }

    private void step(Event event) {
        if (event.cancelled()) {
            return;
        }
        nowNanos = event.timeNanos;
        Process owner = event.owner;
        if (owner != null && owner.running()) {
            beforeTurn.accept(owner);
        }
        if (owner != null && !owner.admits(event)) {
            return;
        }
        turn = owner;
        eventCount++;
        trace.begin(nowNanos, event.sequence, owner == null ? "world" : owner.name());
        Runnable task = event.take();
        if (task == null) {
            return;
        }
        try {
            task.run();
            afterEvents.run();
        } catch (Violation found) {
            report(found);
        } catch (RuntimeException | StackOverflowError | AssertionError broken) {
            report(new Violation(
                    "a turn of " + (owner == null ? "the world" : owner.name()) + " ended with "
                            + broken,
                    broken));
        }
    }

    /** The first violation counts and ends the run. */
    public void report(Violation found) {
        if (violation == null && !ended) {
            violation = found;
            trace.note("world", () -> "VIOLATION " + found.getMessage());
        }
    }

    /** Ends the run early without a violation: what would come is beyond all that is promised. */
    public void end(String why) {
        ended = true;
        trace.note("world", () -> "ends: " + why);
    }

    public boolean ended() {
        return ended;
    }

    public @Nullable Violation violation() {
        return violation;
    }
}
