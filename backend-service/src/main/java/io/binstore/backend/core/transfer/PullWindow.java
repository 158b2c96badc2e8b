package io.binstore.backend.core.transfer;

import java.util.LinkedHashSet;
import java.util.SequencedSet;

/**
 * How many snapshot chunks one backend asks for at a time, of all its peers together: hundreds of partitions are filled at
 * once, and each chunk takes memory at both ends while it is under way. The others wait in turn.
 */
public final class PullWindow {

    static final int CHUNKS_MAX = 48;

    private final SequencedSet<SnapshotSink> waiting = new LinkedHashSet<>();
    private int underWay;

    /** Has the sink ask for its next chunk, now or later. */
    void enter(SnapshotSink sink) {
        if (underWay < CHUNKS_MAX) {
            underWay++;
            sink.ask();
        } else {
            waiting.add(sink);
        }
    }

    /** A chunk has come, or will not come: it is the next one's turn. */
    void leave() {
        underWay--;
        if (!waiting.isEmpty()) {
            enter(waiting.removeFirst());
        }
    }

    void forget(SnapshotSink sink) {
        waiting.remove(sink);
    }

    /** How many wait for their turn. */
    public int waiting() {
        return waiting.size();
    }
}
