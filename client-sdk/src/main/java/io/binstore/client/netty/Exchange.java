package io.binstore.client.netty;

import io.binstore.protocol.message.Request;
import io.binstore.protocol.runtime.Timers;
import io.binstore.protocol.runtime.Timers.Cancellable;
import io.binstore.protocol.runtime.Transport.Failed;
import io.binstore.protocol.runtime.Transport.Failure;
import io.binstore.protocol.runtime.Transport.Outcome;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request and what becomes of it.
 *
 * <pre>
 *   waiting -- a connection is free ------------------> sent
 *   waiting -- refused, no such name, time-out -------> done (REFUSED, NOT_SENT, UNKNOWN)
 *   sent    -- answer --------------------------------> done
 *   sent    -- closed before all of it left, once ----> waiting
 *   sent    -- closed, garbage, time-out -------------> done (UNKNOWN)
 * </pre>
 */
final class Exchange {

    final Request request;

    private final Consumer<Outcome> then;
    private final Timers timers;
    private @Nullable Cancellable timer;
    private boolean starting = true;
    private boolean done;

    /** The connection that carries it, null while it waits. */
    @Nullable
    Connection connection;
    /** All of it has been handed to the operating system: the target may act on it. */
    boolean written;
    boolean repeated;
    /** A connection is being opened for it. */
    boolean opening;

    Exchange(Request request, Consumer<Outcome> then, Timers timers) {
        this.timers = timers;
        this.request = request;
        this.then = then;
    }

    void startTimer(Cancellable started) {
        timer = started;
    }

    /** The call that began it has returned, so from now on it may be answered directly. */
    void started() {
        starting = false;
    }

    void fail(Failure failure) {
        end(new Failed(failure));
    }

    void end(Outcome outcome) {
        if (done) {
            return;
        }
        done = true;
        if (timer != null) {
            timer.cancel();
        }
        if (starting) {
            timers.after(0, () -> then.accept(outcome));
        } else {
            then.accept(outcome);
        }
    }
}
