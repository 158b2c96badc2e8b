package io.binstore.client.core;

import io.binstore.protocol.message.OpsRequest;
import io.binstore.protocol.model.ClientId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The calls to one backend that may share a request: of one client, only reads or only mutations,
 * and only such as are expected to be answered equally fast. A request is answered when its slowest
 * call is.
 */
final class Lane {

    /** A batch is closed when it holds this many bytes. */
    static final int BATCH_BYTES_MAX = 1 << 20;
    /**
     * How many calls of a slow lane travel together: fewer wait for the slowest, and answers are
     * smaller.
     */
    static final int SLOW_CALLS_MAX = 32;
    /**
     * After so many unknown outcomes a call travels alone: its answer, or a neighbour's, may be too
     * large.
     */
    static final int UNKNOWNS_TOGETHER_MAX = 2;
    /**
     * The second request leaves so long after the first, the third twice as long after the second,
     * and so on.
     */
    static final long PACE_NANOS = 2_000_000;

    final OpBatcher batcher;
    final boolean mutations;
    /** The client whose identities the calls bear, or null for this one. */
    final @Nullable ClientId foreign;

    private final int callsMax;
    private final int inFlightMax;
    private final Deque<OpenCall> queue = new ArrayDeque<>();
    private final Deque<Batch> inFlight = new ArrayDeque<>();
    private long queuedBytes;

    Lane(OpBatcher batcher, boolean mutations, boolean slow, @Nullable ClientId foreign,
            int inFlightMax) {
        this.batcher = batcher;
        this.mutations = mutations;
        this.foreign = foreign;
        this.callsMax = slow ? SLOW_CALLS_MAX : OpsRequest.CALLS_MAX;
        this.inFlightMax = inFlightMax;
    }

    void add(OpenCall call) {
        call.lane = this;
        queuedBytes += call.bytes;
        queue.add(call);
    }

    void remove(OpenCall call) {
        if (queue.remove(call)) {
            queuedBytes -= call.bytes;
        }
        call.lane = null;
    }

    /**
     * How long the next batch has to wait, 0 for not at all, or -1 until one is answered or a call
     * comes.
     */
    long waitNanos(long nowNanos) {
        if (queue.isEmpty() || inFlight.size() >= inFlightMax) {
            return -1;
        }
        if (inFlight.isEmpty() || queue.size() >= callsMax || queuedBytes >= BATCH_BYTES_MAX) {
            return 0;
        }
        long paceNanos = PACE_NANOS << inFlight.size() - 1;
        return Math.max(0, inFlight.getLast().sentNanos + paceNanos - nowNanos);
    }

    /** Takes the next batch out of the queue; it is in flight until {@link #done}. */
    Batch take(long nowNanos) {
        List<OpenCall> calls = new ArrayList<>(Math.min(queue.size(), callsMax));
        long bytes = 0;
        OpenCall next = queue.peek();
        while (next != null && calls.size() < callsMax
                && (calls.isEmpty() || bytes + next.bytes <= BATCH_BYTES_MAX && !isLonely(next))) {
            queue.remove();
            next.lane = null;
            bytes += next.bytes;
            calls.add(next);
            if (isLonely(calls.get(0))) {
                ClientProbe.CALL_TRAVELS_ALONE.hit();
                next = null;
            } else {
                next = queue.peek();
            }
        }
        queuedBytes -= bytes;
        Batch batch = new Batch(this, calls, nowNanos);
        inFlight.add(batch);
        return batch;
    }

    void done(Batch batch) {
        inFlight.removeFirstOccurrence(batch);
    }

    /** Moves all calls that have not been sent to a list. */
    void drainTo(List<OpenCall> drained) {
        for (OpenCall call : queue) {
            call.lane = null;
            drained.add(call);
        }
        queue.clear();
        queuedBytes = 0;
    }

    Iterable<Batch> inFlight() {
        return inFlight;
    }

    boolean isIdle() {
        return queue.isEmpty() && inFlight.isEmpty();
    }

    private static boolean isLonely(OpenCall call) {
        return call.unknowns >= UNKNOWNS_TOGETHER_MAX;
    }
}
