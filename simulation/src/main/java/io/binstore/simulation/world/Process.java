package io.binstore.simulation.world;

import io.binstore.protocol.runtime.Ticker;
import io.binstore.protocol.runtime.Timers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * One run of a program, from its start to its death, with a clock of its own.
 *
 * <p>
 * running -> paused (what is for it piles up) -> running; running or paused -> dead (what is for it is gone). A restart
 * is a new process. Its clock goes on while it is paused, as a real monotonic clock does.
 */
public final class Process implements Ticker, Timers {

    /** A paused process finds what piled up in about, not exactly, the order in which it came. */
    private static final long RESUME_SPREAD_NANOS = 2 * World.MILLISECOND;
    private static final long TIMER_LATE_NANOS_MAX = 100 * World.MICROSECOND;

    private final World world;
    private final String host;
    private final String name;
    private final double rate;
    private final long startNanos;
    private final long offsetNanos;
    private final SimRandomness randomness;
    private final List<Event> backlog = new ArrayList<>();
    private final LinkedHashSet<Runnable> onDeath = new LinkedHashSet<>();
    private boolean dead;
    private long diedNanos = Long.MAX_VALUE;
    private boolean paused;

    /**
     * @param host where it runs; the processes of one host run one after another
     * @param run how many ran there before
     * @param rate nanoseconds of its clock for each of virtual time
     */
    public Process(World world, String host, int run, double rate, SimRandomness randomness) {
        this.world = world;
        this.host = host;
        this.name = run == 0 ? host : host + "." + run;
        this.rate = rate;
        this.startNanos = world.nowNanos();
        this.randomness = randomness.fork("process");
        this.offsetNanos = this.randomness.between(-1_000 * World.SECOND, 1_000_000 * World.SECOND);
    }

    public String host() {
        return host;
    }

    public String name() {
        return name;
    }

    public World world() {
        return world;
    }

    public boolean running() {
        return !dead && !paused;
    }

    public boolean dead() {
        return dead;
    }

    /** When it died, in virtual time; the largest number while it lives. */
    public long diedNanos() {
        return diedNanos;
    }

    @Override
    public long nanos() {
        return offsetNanos + (long) ((world.nowNanos() - startNanos) * rate);
    }

    /** Timers are never early on this process's own clock, and a little late if they wait at all. */
    @Override
    public Cancellable after(long delayNanos, Runnable task) {
        if (delayNanos <= 0) {
            return world.schedule(0, this, task);
        }
        long late = randomness.between(0, TIMER_LATE_NANOS_MAX);
        return world.schedule((long) Math.ceil(delayNanos / rate) + 2 + late, this, task);
    }

    /** Puts a task on this process's loop. */
    public void soon(long delayNanos, Runnable task) {
        world.schedule(delayNanos, this, task);
    }

    boolean admits(Event event) {
        if (dead) {
            return false;
        }
        if (paused) {
            backlog.add(event);
        }
        return !paused;
    }

    /** Has the task run when this process dies, in the order of asking. */
    public Cancellable onDeath(Runnable task) {
        onDeath.add(task);
        return () -> onDeath.remove(task);
    }

    public void kill() {
        if (dead) {
            return;
        }
        dead = true;
        diedNanos = world.nowNanos();
        backlog.clear();
        world.trace().note(name, () -> "killed");
        List.copyOf(onDeath).forEach(Runnable::run);
    }

    public void pause() {
        if (running()) {
            paused = true;
            world.trace().note(name, () -> "paused");
        }
    }

    public void resume() {
        if (dead || !paused) {
            return;
        }
        paused = false;
        world.trace().note(name, () -> "resumed");
        // The old event stays the handle by which its task can still be called off.
        for (Event event : backlog) {
            world.schedule(randomness.between(0, RESUME_SPREAD_NANOS), this, () -> {
                Runnable task = event.take();
                if (task != null) {
                    task.run();
                }
            });
        }
        backlog.clear();
    }

    @Override
    public String toString() {
        return name;
    }
}
