package io.binstore.backend.http;

import io.binstore.protocol.message.Request;
import io.binstore.protocol.runtime.Timers;
import io.binstore.protocol.runtime.Timers.Cancellable;
import io.binstore.protocol.runtime.Transport;
import java.util.function.Consumer;

/** The embedded client's way to its own backend: no connection, no encoding, the same loop. */
public final class LocalTransport implements Transport {

    private final String self;
    private final LoopNode.Handler backend;
    private final Timers timers;
    private final Transport others;

    public LocalTransport(String self, LoopNode.Handler backend, Timers timers, Transport others) {
        this.self = self;
        this.backend = backend;
        this.timers = timers;
        this.others = others;
    }

    @Override
    public void call(String address, Request request, long timeoutNanos, Consumer<Outcome> then) {
        if (!address.equals(self)) {
            others.call(address, request, timeoutNanos, then);
            return;
        }
        LocalCall call = new LocalCall(then);
        call.patience = timers.after(timeoutNanos, () -> call.end(new Failed(Failure.UNKNOWN)));
        // Never inside call(): the caller is in the middle of its turn.
        timers.after(0, () -> backend.handle(request, reply -> call.end(new Answered(reply))));
    }

    /** Ends once, with the answer or without. */
    private static final class LocalCall {

        private final Consumer<Outcome> then;
        private Cancellable patience = () -> {
        };
        private boolean ended;

        LocalCall(Consumer<Outcome> then) {
            this.then = then;
        }

        void end(Outcome outcome) {
            if (!ended) {
                ended = true;
                patience.cancel();
                then.accept(outcome);
            }
        }
    }
}
