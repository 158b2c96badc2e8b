package io.binstore.simulation.net;

import io.binstore.protocol.message.Reply;
import io.binstore.protocol.message.Request;
import io.binstore.protocol.runtime.Transport;
import io.binstore.protocol.runtime.Transport.Failure;
import io.binstore.protocol.wire.Codec;
import io.binstore.simulation.world.Process;
import io.binstore.simulation.world.SimRandomness;
import io.binstore.simulation.world.Trace;
import io.binstore.simulation.world.World;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Carries requests and answers as production bytes between the processes of a world.
 *
 * <p>
 * A message may be late, lost, repeated or overtaken. REFUSED is said only if nothing runs at the address as the message
 * gets there. If the process dies before it has answered, the caller learns of a broken connection, or of nothing.
 */
public final class Network {

    /** A process that died leaves the connections it had: those that come over one of them break, others are refused. */
    private static final double DEATH_IS_HEARD = 0.8;
    private static final long BROKEN_CONNECTION_NANOS = World.MILLISECOND;

    private final World world;
    private final SimRandomness randomness;
    private final Links links = new Links();
    private final Map<String, Endpoint> endpoints = new HashMap<>();
    private Weather weather = Weather.CALM;
    private long calls;
    private Predicate<Process> losesAnswer = answerer -> false;
    private Consumer<Process> beforeSending = sender -> {
    };

    public Network(World world) {
        this.world = world;
        this.randomness = world.randomness().fork("network");
    }

    public Links links() {
        return links;
    }

    public Weather weather() {
        return weather;
    }

    public void weather(Weather next) {
        weather = next;
    }

    /** Has this asked about every answer, which is lost in silence if it says so. */
    public void losesAnswer(Predicate<Process> judge) {
        losesAnswer = judge;
    }

    /** Has this called before every request and every answer; it may still kill the sender, who then sends nothing. */
    public void beforeSending(Consumer<Process> watch) {
        beforeSending = watch;
    }

    public long calls() {
        return calls;
    }

    /** From now on, and until its process dies, the endpoint answers at this address. */
    public void listen(String address, Endpoint endpoint) {
        endpoints.put(address, endpoint);
        endpoint.process().onDeath(() -> endpoints.remove(address, endpoint));
    }

    public Transport transportOf(Process caller) {
        return (address, request, timeoutNanos, then) -> {
            calls++;
            NetworkCall call = new NetworkCall(caller, then);
            beforeSending.accept(caller);
            if (caller.dead()) {
                return;
            }
            call.failAfter(timeoutNanos);
            byte[] bytes = Codec.encode(request);
            Trace trace = world.trace();
            trace.mark(bytes);
            send(call, caller.host(), address, bytes);
        };
    }

    private void send(NetworkCall call, String from, String address, byte[] bytes) {
        if (randomness.chance(weather.lossChance())) {
            lost(call, from, address);
        } else {
            world.after(delay(from), () -> arrive(call, from, address, bytes));
        }
        if (randomness.chance(weather.duplicateChance())) {
            world.after(delay(from), () -> arrive(null, from, address, bytes));
        }
        if (randomness.chance(weather.replayChance())) {
            long late = weather.replayDelay(randomness);
            world.after(late, () -> arrive(null, from, address, bytes));
        }
    }

    /** Some losses show at once as a broken connection, the others as silence. */
    private void lost(NetworkCall call, String from, String address) {
        world.trace().message(() -> "lost a request of " + from + " to " + address);
        if (randomness.chance(0.3)) {
            call.failSoon(BROKEN_CONNECTION_NANOS, Failure.UNKNOWN);
        }
    }

    /** @param call null for a copy, whose answer nobody waits for */
    private void arrive(@Nullable NetworkCall call, String from, String address, byte[] bytes) {
        Endpoint endpoint = endpoints.get(address);
        String to = endpoint == null ? hostOf(address) : endpoint.process().host();
        if (!links.open(from, to)) {
            return;
        }
        if (endpoint == null) {
            if (call != null && links.open(to, from)) {
                call.failSoon(delay(to), Failure.REFUSED);
            }
            return;
        }
        Process target = endpoint.process();
        Runnable broken = null;
        if (call != null) {
            broken = () -> {
                if (randomness.chance(DEATH_IS_HEARD) && links.open(to, from)) {
                    call.failSoon(delay(to), Failure.UNKNOWN);
                }
            };
        }
        Delivery delivery = new Delivery(this, target, call, broken);
        target.soon(handlingDelay(to), () -> {
            Request request = Codec.decodeRequest(bytes);
            world.trace().message(() -> from + " asks " + request);
            endpoint.handle(request, delivery);
        });
    }

    /** An answer on its way back. */
    void answer(NetworkCall call, Process answerer, Reply reply) {
        beforeSending.accept(answerer);
        if (answerer.dead()) {
            return;
        }
        byte[] bytes = Codec.encode(reply);
        world.trace().mark(bytes);
        String from = answerer.host();
        String to = call.caller().host();
        if (losesAnswer.test(answerer)) {
            world.trace().message(() -> "lost the answer of " + from + " to " + to);
            return;
        }
        if (randomness.chance(weather.lossChance())
                || randomness.chance(weather.replyLossChance())) {
            world.trace().message(() -> "lost the answer of " + from + " to " + to);
            if (randomness.chance(0.3)) {
                call.failSoon(BROKEN_CONNECTION_NANOS, Failure.UNKNOWN);
            }
            return;
        }
        world.after(delay(from), () -> {
            if (links.open(from, to)) {
                call.answered(bytes, handlingDelay(to));
            }
        });
    }

    /** What has reached a slow host waits there for its turn; no cut takes it away again. */
    private long handlingDelay(String receiver) {
        return links.extraNanos(receiver) == 0 ? 0 : delay(receiver);
    }

    private long delay(String sender) {
        long extra = links.extraNanos(sender);
        return weather.delay(randomness) + (extra == 0 ? 0 : randomness.between(0, extra));
    }

    /** {@code http://b0} is on host {@code b0}. */
    private static String hostOf(String address) {
        return address.substring(address.lastIndexOf('/') + 1);
    }
}
