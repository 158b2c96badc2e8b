package io.binstore.simulation.net;

import io.binstore.protocol.message.Reply;
import io.binstore.protocol.runtime.Timers.Cancellable;
import io.binstore.protocol.runtime.Transport.Answered;
import io.binstore.protocol.runtime.Transport.Failed;
import io.binstore.protocol.runtime.Transport.Failure;
import io.binstore.protocol.runtime.Transport.Outcome;
import io.binstore.protocol.wire.Codec;
import io.binstore.simulation.world.Process;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A call that waits for its outcome, of which the first counts; all of them come on the caller's loop. */
final class NetworkCall {

    private final Process caller;
    private final Consumer<Outcome> then;
    private @Nullable Cancellable timeout;
    private boolean over;

    NetworkCall(Process caller, Consumer<Outcome> then) {
        this.caller = caller;
        this.then = then;
    }

    Process caller() {
        return caller;
    }

    void failAfter(long timeoutNanos) {
        timeout =
                caller.after(Math.max(1, timeoutNanos), () -> finish(new Failed(Failure.UNKNOWN)));
    }

    void failSoon(long delayNanos, Failure failure) {
        if (!over) {
            caller.soon(delayNanos, () -> finish(new Failed(failure)));
        }
    }

    void answered(byte[] bytes, long handlingNanos) {
        if (!over) {
            caller.soon(handlingNanos, () -> {
                Reply reply = Codec.decodeReply(bytes);
                caller.world().trace().message(() -> "hears " + reply);
                finish(new Answered(reply));
            });
        }
    }

    private void finish(Outcome outcome) {
        if (over) {
            return;
        }
        over = true;
        if (timeout != null) {
            timeout.cancel();
        }
        then.accept(outcome);
    }
}
