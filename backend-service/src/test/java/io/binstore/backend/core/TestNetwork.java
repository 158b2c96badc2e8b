package io.binstore.backend.core;

import io.binstore.protocol.message.HealthRequest;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.message.Request;
import io.binstore.protocol.runtime.Timers.Cancellable;
import io.binstore.protocol.runtime.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Joins backends in one thread; each way takes a millisecond, and a test says what gets lost or comes twice. */
final class TestNetwork {

    private static final long WAY_NANOS = ManualTime.MILLI;

    private final ManualTime time;
    private final TreeMap<String, BiConsumer<Request, Consumer<Reply>>> nodes = new TreeMap<>();
    private final TreeSet<String> cutOff = new TreeSet<>();
    private final List<Sent> sent = new ArrayList<>();
    private Predicate<Sent> lost = each -> false;
    private Predicate<Sent> answerLost = each -> false;
    private Predicate<Sent> twice = each -> false;

    record Sent(String from, String to, Request request) {
    }

    TestNetwork(ManualTime time) {
        this.time = time;
    }

    void join(String address, BiConsumer<Request, Consumer<Reply>> node) {
        nodes.put(address, node);
    }

    /** The process is gone: connections to it are refused, and its own messages lead nowhere. */
    void kill(String address) {
        nodes.remove(address);
    }

    /** Nothing gets there or comes from there. */
    void cutOff(String address) {
        cutOff.add(address);
    }

    void reconnect(String address) {
        cutOff.remove(address);
    }

    void lose(Predicate<Sent> which) {
        lost = which;
    }

    void loseAnswers(Predicate<Sent> which) {
        answerLost = which;
    }

    void deliverTwice(Predicate<Sent> which) {
        twice = which;
    }

    /** Everything that was sent since the last time. */
    List<Sent> taken() {
        List<Sent> taken = List.copyOf(sent);
        sent.clear();
        return taken;
    }

    Transport of(String from) {
        return (address, request, timeoutNanos, then) -> call(new Sent(from, address, request),
                timeoutNanos, then);
    }

    private void call(Sent message, long timeoutNanos, Consumer<Transport.Outcome> then) {
        if (!(message.request() instanceof HealthRequest)) {
            sent.add(message);
        }
        Ending ending = new Ending(then);
        ending.timeout = time.after(timeoutNanos,
                () -> ending.end(new Transport.Failed(Transport.Failure.UNKNOWN)));
        if (!nodes.containsKey(message.from()) || separated(message) || lost.test(message)) {
            return;
        }
        deliver(message, ending, 1);
        if (twice.test(message)) {
            deliver(message, new Ending(outcome -> {
            }), 40);
        }
    }

    private void deliver(Sent message, Ending ending, int ways) {
        time.after(ways * WAY_NANOS, () -> {
            var node = nodes.get(message.to());
            if (node == null) {
                time.after(WAY_NANOS,
                        () -> ending.end(new Transport.Failed(Transport.Failure.REFUSED)));
            } else if (!separated(message)) {
                node.accept(message.request(), reply -> answer(message, ending, reply));
            }
        });
    }

    private void answer(Sent message, Ending ending, Reply reply) {
        if (!answerLost.test(message) && nodes.containsKey(message.to())) {
            time.after(WAY_NANOS, () -> {
                if (!separated(message) && nodes.containsKey(message.from())) {
                    ending.end(new Transport.Answered(reply));
                }
            });
        }
    }

    private boolean separated(Sent message) {
        return cutOff.contains(message.from()) || cutOff.contains(message.to());
    }

    /** Hands over one outcome. */
    private static final class Ending {

        private final Consumer<Transport.Outcome> then;
        private Cancellable timeout = () -> {
        };
        private boolean over;

        Ending(Consumer<Transport.Outcome> then) {
            this.then = then;
        }

        void end(Transport.Outcome outcome) {
            if (!over) {
                over = true;
                timeout.cancel();
                then.accept(outcome);
            }
        }
    }
}
