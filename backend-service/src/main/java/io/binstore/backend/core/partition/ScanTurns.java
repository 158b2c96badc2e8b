package io.binstore.backend.core.partition;

import io.binstore.protocol.runtime.Randomness;
import io.binstore.protocol.runtime.Timers;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.BooleanSupplier;

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
    private final Queue<BooleanSupplier> scans = new ArrayDeque<>();
    private boolean due;

    public ScanTurns(Timers timers, Randomness random) {
        this.timers = timers;
        this.random = random;
    }

    /** How many keys the next step is to look at. */
    int stepKeys() {
        return random.unlucky("smallest scan step") ? 1 : STEP_KEYS;
    }

    /**
     * Has a scan go on.
     *
     * @param step makes the next step and returns whether there are more
     * @return whether there was room for it
     */
    boolean add(BooleanSupplier step) {
        if (scans.size() >= SCANS_MAX) {
            return false;
        }
        scans.add(step);
        awaitTurn();
        return true;
    }

    private void awaitTurn() {
        if (!due && !scans.isEmpty()) {
            due = true;
            timers.after(random.unlucky("scan rests") ? LONG_PAUSE_NANOS : PAUSE_NANOS, this::turn);
        }
    }

    private void turn() {
        due = false;
        BooleanSupplier next = scans.remove();
        try {
            if (next.getAsBoolean()) {
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
