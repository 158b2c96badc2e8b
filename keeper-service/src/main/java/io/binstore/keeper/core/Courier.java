package io.binstore.keeper.core;

import io.binstore.protocol.message.ActivateReply;
import io.binstore.protocol.message.HealthReply;
import io.binstore.protocol.message.KeeperHealthReply;
import io.binstore.protocol.message.LeaseReply;
import io.binstore.protocol.message.ProposeReply;
import io.binstore.protocol.message.Rejected;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.message.Request;
import io.binstore.protocol.message.StatusReply;
import io.binstore.protocol.runtime.Randomness;
import io.binstore.protocol.runtime.Ticker;
import io.binstore.protocol.runtime.Transport;
import java.util.function.Consumer;

/**
 * Makes all calls of a keeper, so that every outcome of any of them counts as evidence: an answer
 * proves life and names an incarnation, a refusal is half a certificate of death.
 */
final class Courier {

    private final Ticker ticker;
    private final Randomness randomness;
    private final Transport transport;
    private final FailureDetector detector;
    private final Runnable wake;

    /** @param wake asks for a turn of the keeper, after the outcome has been taken in */
    Courier(Ticker ticker, Randomness randomness, Transport transport, FailureDetector detector,
            Runnable wake) {
        this.ticker = ticker;
        this.randomness = randomness;
        this.transport = transport;
        this.detector = detector;
        this.wake = wake;
    }

    void call(String address, Request request, long timeoutNanos, Consumer<Answer> then) {
        long sent = ticker.nanos();
        long version = detector.version();
        transport.call(address, request, timeoutNanos, outcome -> {
            then.accept(takeIn(address, outcome, sent, version));
            wake.run();
        });
    }

    /**
     * A call that goes with others to the same end, and that may come so late that these do without
     * it.
     */
    Attempt attempt(String place, long lateUntilNanos) {
        Attempt attempt = new Attempt();
        if (randomness.unlucky(place)) {
            attempt.answered(lateUntilNanos);
        }
        return attempt;
    }

    private Answer takeIn(String address, Transport.Outcome outcome, long sent, long version) {
        long now = ticker.nanos();
        return switch (outcome) {
            case Transport.Answered(Reply reply) -> {
                detector.answered(address, incarnationIn(reply), sent, now);
                yield new Answer(reply, null, sent, now, version);
            }
            case Transport.Failed(Transport.Failure failure) -> {
                switch (failure) {
                    case REFUSED -> detector.refused(address, sent, now);
                    case UNRESOLVED -> detector.unresolved(address, sent, now);
                    case NOT_SENT, UNKNOWN -> detector.unanswered(address, sent, now);
                }
                yield new Answer(null, failure, sent, now, version);
            }
        };
    }

    /** Who speaks, 0 if the reply does not say. */
    private static long incarnationIn(Reply reply) {
        return switch (reply) {
            case HealthReply health -> health.incarnation();
            case KeeperHealthReply health -> health.id();
            case LeaseReply lease -> lease.incarnation();
            case ProposeReply propose -> propose.incarnation();
            case ActivateReply activate -> activate.incarnation();
            case StatusReply status -> status.incarnation();
            case Rejected rejected -> rejected.incarnation();
            default -> 0;
        };
    }
}
