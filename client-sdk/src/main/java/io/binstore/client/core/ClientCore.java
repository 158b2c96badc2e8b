package io.binstore.client.core;

import io.binstore.protocol.model.ClientId;
import io.binstore.protocol.model.RequestId;
import io.binstore.protocol.operation.Operation;
import io.binstore.protocol.operation.Result;
import io.binstore.protocol.operation.Result.Reason;
import io.binstore.protocol.operation.Result.Refused;
import io.binstore.protocol.runtime.Bound;
import io.binstore.protocol.runtime.Invariants;
import io.binstore.protocol.runtime.Randomness;
import io.binstore.protocol.runtime.Ticker;
import io.binstore.protocol.runtime.Timers;
import io.binstore.protocol.runtime.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A client: carries every call through joins, leaves and crashes until it has an answer or its
 * deadline passes.
 *
 * <p>
 * Lives on one loop: all methods are called there, and all answers are given there, never inside
 * {@code execute}. A mutation keeps one identity over all its attempts, so that it takes effect
 * once (I8); no attempt is sent after its deadline, so none can arrive after its client has been
 * forgotten (protocol, section 8).
 */
public final class ClientCore {

    /** No deadline may be longer (protocol, section 8). */
    public static final long DEADLINE_MAX_NANOS = 300_000_000_000L;
    /** A call with more bytes than this fits into no request. */
    public static final int CALL_BYTES_MAX = (8 << 20) - 4096;

    private final Ticker ticker;
    private final Timers timers;
    private final Session session;
    private final Attempts attempts;
    private final CallTimes deadlines;

    private boolean closed;
    private boolean opening;
    private long calls;

    public ClientCore(ClientSettings settings, Ticker ticker, Timers timers, Randomness randomness,
            Transport transport) {
        this.ticker = ticker;
        this.timers = timers;
        ClientId id = new ClientId(randomness.nextLong(), randomness.nextLong());
        this.session = new Session(id, settings, Session.WINDOW);
        this.attempts = new Attempts(settings, ticker, timers, randomness, transport, session,
                this::finish);
        this.deadlines = new CallTimes(CallTimes.Kind.DEADLINE, ticker, timers,
                call -> finish(call, RetryPolicy.overdue(call)));
    }

    /**
     * Carries a call out.
     *
     * @param deadlineNanos how long to try, from now on; at most {@link #DEADLINE_MAX_NANOS}
     * @param then gets the result, exactly once. A {@link Refused} says {@code OUTCOME_UNKNOWN} if
     *         a mutation may have taken effect; {@code NOT_READY} if the deadline passed, {@code
     *         BUSY} if too many calls wait here, {@code FULL} or {@code TOO_LARGE}, and then
     *         nothing was done
     */
    public void execute(Operation operation, long deadlineNanos, Consumer<Result> then) {
        accept(new OpenCall(operation, null, moment(deadlineNanos), then));
    }

    /**
     * Carries a call out under an identity that its caller chose and may use again.
     *
     * @param identity not of this client; a read needs none and ignores it
     */
    public void execute(Operation operation, RequestId identity, long deadlineNanos,
            Consumer<Result> then) {
        Invariants.check(!identity.client().equals(session.id()),
                "a foreign identity is of another client");
        accept(new OpenCall(operation, identity, moment(deadlineNanos), then));
    }

    /**
     * Ends all calls: those that may have taken effect as unknown, the others as not done. Then
     * accepts no more.
     */
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        attempts.close();
        for (OpenCall call : deadlines.drain()) {
            if (!call.done) {
                finish(call, RetryPolicy.closed(call));
            }
        }
    }

    public ClientReport report() {
        return attempts.report(calls);
    }

    /** How full every queue and table is (I11). */
    public List<Bound> bounds() {
        List<Bound> bounds = new ArrayList<>();
        session.bounds(bounds);
        attempts.bounds(bounds);
        return bounds;
    }

    private long moment(long deadlineNanos) {
        Invariants.check(deadlineNanos > 0 && deadlineNanos <= DEADLINE_MAX_NANOS,
                "a deadline is within its bounds",
                "deadlineNanos", deadlineNanos);
        return ticker.nanos() + deadlineNanos;
    }

    private void accept(OpenCall call) {
        if (closed) {
            refuse(call, new Refused(Reason.NOT_READY, "the client is closed; nothing was done"));
            return;
        }
        if (call.bytes > CALL_BYTES_MAX) {
            refuse(call, new Refused(Reason.TOO_LARGE,
                    "a call holds at most " + CALL_BYTES_MAX + " bytes"));
            return;
        }
        Session.Admission admission = session.admit(call);
        if (admission == Session.Admission.BUSY) {
            refuse(call, new Refused(Reason.BUSY,
                    "too many calls wait at this client; nothing was done"));
            return;
        }
        calls++;
        deadlines.add(call, call.deadlineNanos);
        if (admission == Session.Admission.OPEN) {
            attempts.route(call);
        }
    }

    private void refuse(OpenCall call, Refused refused) {
        call.done = true;
        timers.after(0, () -> call.then.accept(refused));
    }

    private void finish(OpenCall call, Result result) {
        Invariants.check(!call.done, "a call is answered once", "sequence", call.sequence);
        call.done = true;
        deadlines.remove(call);
        attempts.forget(call);
        session.release(call);
        call.then.accept(result);
        openNext();
    }

    /** Lets waiting calls in; not within itself, for the calls that it opens may end at once. */
    private void openNext() {
        if (opening || closed) {
            return;
        }
        opening = true;
        try {
            for (OpenCall next = session.next(); next != null; next = session.next()) {
                attempts.route(next);
            }
        } finally {
            opening = false;
        }
    }
}
