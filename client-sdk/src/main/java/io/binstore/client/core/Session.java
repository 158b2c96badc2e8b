package io.binstore.client.core;

import io.binstore.protocol.model.ClientId;
import io.binstore.protocol.runtime.Bound;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who this client is to the replicas, and how much it has open (protocol, section 8; I11).
 *
 * <p>
 * Mutations and other calls wait in queues of their own: when a call without an answer has used the
 * window of numbers up, reads still go on. The call that came first goes first otherwise.
 */
final class Session {

    /** How far mutations may be ahead of the lowest unanswered one. */
    static final int WINDOW = 1 << 16;

    /** What became of a call that asked to be opened. */
    enum Admission {
        OPEN,
        WAITING,
        /** Too much is held already. */
        BUSY
    }

    private final ClientId id;
    private final ClientSettings settings;
    private final SequenceWindow sequences;
    private final Deque<OpenCall> mutations = new ArrayDeque<>();
    private final Deque<OpenCall> others = new ArrayDeque<>();
    private int open;
    private long heldBytes;
    private long arrivals;

    Session(ClientId id, ClientSettings settings, int window) {
        this.id = id;
        this.settings = settings;
        this.sequences = new SequenceWindow(window);
    }

    Admission admit(OpenCall call) {
        boolean bytesFit = heldBytes == 0 || heldBytes + call.bytes <= settings.heldBytesMax();
        Deque<OpenCall> queue = queueOf(call);
        boolean opens = queue.isEmpty() && mayOpen(call);
        if (!bytesFit || !opens && waiting() >= settings.waitingCallsMax()) {
            return Admission.BUSY;
        }
        heldBytes += call.bytes;
        call.arrival = arrivals++;
        if (opens) {
            open(call);
            return Admission.OPEN;
        }
        call.waiting = true;
        queue.add(call);
        return Admission.WAITING;
    }

    /** Forgets a call that has its answer, opened or not. */
    void release(OpenCall call) {
        heldBytes -= call.bytes;
        if (call.waiting) {
            queueOf(call).remove(call);
            call.waiting = false;
            return;
        }
        open--;
        if (call.needsSequence()) {
            sequences.answer(call.sequence);
        }
    }

    /** Opens the next waiting call, or answers null. */
    @Nullable
    OpenCall next() {
        OpenCall mutation = mutations.peek();
        OpenCall other = others.peek();
        OpenCall first = mutation == null || !mayOpen(mutation)
                ? other
                : other == null || mutation.arrival < other.arrival ? mutation : other;
        if (first == null || !mayOpen(first)) {
            return null;
        }
        queueOf(first).remove();
        first.waiting = false;
        open(first);
        return first;
    }

    ClientId id() {
        return id;
    }

    long lowest() {
        return sequences.lowest();
    }

    int open() {
        return open;
    }

    int waiting() {
        return mutations.size() + others.size();
    }

    void bounds(List<Bound> bounds) {
        bounds.add(new Bound("open calls", open, settings.openCallsMax()));
        bounds.add(new Bound("waiting calls", waiting(), settings.waitingCallsMax()));
        // A single call may be larger.
        bounds.add(new Bound("bytes held", open + waiting() > 1 ? heldBytes : 0,
                settings.heldBytesMax()));
        bounds.add(new Bound("numbers above the lowest unanswered", sequences.span(), WINDOW));
    }

    private void open(OpenCall call) {
        open++;
        if (call.needsSequence()) {
            call.sequence = sequences.take();
        }
    }

    private boolean mayOpen(OpenCall call) {
        return open < settings.openCallsMax() && !(call.needsSequence() && sequences.isFull());
    }

    private Deque<OpenCall> queueOf(OpenCall call) {
        return call.needsSequence() ? mutations : others;
    }
}
