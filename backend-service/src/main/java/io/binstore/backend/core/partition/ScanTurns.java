package io.binstore.backend.core.partition;

import io.binstore.protocol.runtime.Randomness;
import io.binstore.protocol.runtime.Timers;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The scans under way at a backend that one step was not enough for. They take turns, a step of one of them at a time,
 * and between two steps goes whatever else has come.
 */
public final class ScanTurns {

    /** Scans under way at once: each keeps its answer, and what has been changed of what it looks at (I11). */
    public static final int SCANS_MAX = 16;
    /** Keys looked at in one step, matching or not: well under a millisecond, even where all of them are cold. */
    static final int STEP_KEYS = 4_096;
    /** More than none at all: what has come goes first, and would not before a task that is due at once. */
    private static final long PAUSE_NANOS = 1;
    private static final long LONG_PAUSE_NANOS = 200_000_000L;

    private final Timers timers;
    private final Randomness random;
    private final Queue<Turns> scans = new ArrayDeque<>();
    private boolean due;

    public ScanTurns(Timers timers, Randomness random) {
        this.timers = timers;
        this.random = random;
    }

    /** A scan that needs more than one turn. */
    interface Turns {

        /** Whether somebody still waits; a scan for nobody gives its place up, and takes no turn. */
        boolean wanted();

        /** Makes the next step and returns whether there are more. */
        boolean step();
    }

    /** How many keys the next step is to look at. */
    int stepKeys() {
        return random.unlucky("smallest scan step") ? 1 : STEP_KEYS;
    }

    /**
     * Has a scan go on.
     *
     * @return whether there was room for it
     */
    boolean add(Turns scan) {
        if (scans.size() >= SCANS_MAX) {
            scans.removeIf(each -> !each.wanted());
        }
        if (scans.size() >= SCANS_MAX) {
            return false;
        }
        scans.add(scan);
        awaitTurn();
        return true;
    }

    private void awaitTurn() {
        if (!due && !scans.isEmpty()) {
            due = true;
            // Who makes small steps rests long too: writes come between two looks at the same bin.
            timers.after(random.unlucky("smallest scan step") ? LONG_PAUSE_NANOS : PAUSE_NANOS,
                    this::turn);
        }
    }

    private void turn() {
        due = false;
        scans.removeIf(each -> !each.wanted());
        Turns next = scans.poll();
        try {
            if (next != null && next.step()) {
                scans.add(next);
            }
        } finally {
            awaitTurn();
        }
    }

    /** How many scans are under way. */
    public int size() {
        return scans.size();
    }
}
