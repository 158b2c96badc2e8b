package io.binstore.protocol.runtime;

import io.binstore.protocol.message.Reply;
import io.binstore.protocol.message.Request;
import java.util.function.Consumer;

/**
 * Carries requests to other nodes. It never blocks and never throws; it may lose, repeat or reorder.
 */
@FunctionalInterface
public interface Transport {

    /**
     * Sends a request and hands the outcome, exactly once and on the caller's loop, to {@code then}.
     *
     * @param address the target's base address
     * @param timeoutNanos after this long the outcome is {@link Failure#UNKNOWN}
     */
    void call(String address, Request request, long timeoutNanos, Consumer<Outcome> then);

    /** How a call ended. */
    sealed interface Outcome {
    }

    record Answered(Reply reply) implements Outcome {
    }

    record Failed(Failure failure) implements Outcome {
    }

    /** What is known of a call without an answer. */
    enum Failure {
        /** It never left this node (a queue is full, the transport closed): the target did nothing. */
        NOT_SENT,
        /** The target's name is known not to exist, so nothing can run under it now. */
        UNRESOLVED,
        /** The connection was refused: nothing runs at that address. Twice in a row is evidence of death. */
        REFUSED,
        /** No answer: the target may or may not have done it. */
        UNKNOWN
    }
}
