package io.binstore.backend.core.partition;

import io.binstore.protocol.message.StatePiece.Recorded;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The recorded results of one client, by sequence. Mostly there are a few, the newest has the highest sequence, and
 * those that go are the lowest: so they are a run in an array.
 */
final class Results {

    private static final int ROOM = 2;

    private Recorded[] run = new Recorded[ROOM];
    private int from;
    private int to;

    boolean isEmpty() {
        return from == to;
    }

    int size() {
        return to - from;
    }

    /** The lowest sequence. */
    long firstKey() {
        return run[from].sequence();
    }

    @SuppressWarnings("NullAway") // a place that is free again
    void pollFirst() {
        run[from++] = null;
    }

    @Nullable
    Recorded get(long sequence) {
        int at = ceiling(sequence);
        return at < to && run[at].sequence() == sequence ? run[at] : null;
    }

    /** Returns whether the sequence was not there before. */
    boolean put(Recorded recorded) {
        int at = ceiling(recorded.sequence());
        if (at < to && run[at].sequence() == recorded.sequence()) {
            run[at] = recorded;
            return false;
        }
        if (to == run.length) {
            at -= makeRoom();
        }
        System.arraycopy(run, at, run, at + 1, to - at);
        run[at] = recorded;
        to++;
        return true;
    }

    /** Moves the run to the beginning of an array with room at its end; returns by how much. */
    private int makeRoom() {
        int moved = from;
        int size = size();
        // Half of the places are free then, so that this is rare whatever comes and goes.
        Recorded[] roomy = new Recorded[Math.max(ROOM, 2 * size)];
        System.arraycopy(run, from, roomy, 0, size);
        run = roomy;
        from = 0;
        to = size;
        return moved;
    }

    /** Where the first recorded is whose sequence is not below another. */
    private int ceiling(long sequence) {
        if (from == to || run[to - 1].sequence() < sequence) {
            return to;
        }
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (run[middle].sequence() < sequence) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The same, to be changed instead of this one. */
    Results fork() {
        Results fork = new Results();
        fork.run = Arrays.copyOfRange(run, from, Math.max(to, from + ROOM));
        fork.to = size();
        return fork;
    }

    /** Some of them, in order, by their places. */
    List<Recorded> values(int first, int end) {
        return List.of(Arrays.copyOfRange(run, from + first, from + end));
    }
}
