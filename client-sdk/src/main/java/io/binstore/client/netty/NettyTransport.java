package io.binstore.client.netty;

import io.binstore.protocol.message.HealthRequest;
import io.binstore.protocol.message.Request;
import io.binstore.protocol.runtime.Invariants;
import io.binstore.protocol.runtime.Transport;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries requests over HTTP/1.1 with connections that stay open, and in frames where the peer takes them. Internal.
 *
 * <p>
 * Belongs to one loop: called there, and answers there. {@code REFUSED} says that a connection was
 * refused after the call began; {@code NOT_SENT} that the address is none, its name does not exist,
 * or too many calls wait for a connection there. Silence of whatever kind, a connection that cannot
 * be made in time included, is {@code UNKNOWN}, because it is evidence of nothing (protocol,
 * section 3).
 */
public final class NettyTransport implements Transport, AutoCloseable {

    private static final long IDLE_NANOS = 10_000_000_000L;

    /** The actuator has connections of its own: it is not to be found behind one that speaks in frames. */
    private record Door(String address, boolean actuator) {
    }

    private final NettyLoop loop;
    private final long idleNanos;
    private final HostResolver resolver;
    private final Map<Door, Peer> peers = new LinkedHashMap<>();
    private boolean sweeping;
    private boolean closed;

    public NettyTransport(NettyLoop loop) {
        this(loop, IDLE_NANOS);
    }

    /** @param idleNanos how long a connection may rest before it is closed */
    NettyTransport(NettyLoop loop, long idleNanos) {
        this.loop = loop;
        this.idleNanos = idleNanos;
        this.resolver = new HostResolver(loop, InetAddress::getByName);
    }

    @Override
    public void call(String address, Request request, long timeoutNanos, Consumer<Outcome> then) {
        Invariants.check(loop.inLoop(), "a transport is used on its loop", "loop", loop.name());
        Peer peer = closed ? null : peer(new Door(address, request instanceof HealthRequest));
        if (peer == null) {
            loop.after(0, () -> then.accept(new Failed(Failure.NOT_SENT)));
            return;
        }
        Exchange exchange = new Exchange(request, then, loop);
        exchange.startTimer(loop.after(timeoutNanos, () -> peer.timeOut(exchange)));
        peer.start(exchange);
        exchange.started();
    }

    /**
     * Closes all connections: what waits has not been sent, the outcome of the rest is unknown. On
     * the loop.
     */
    @Override
    public void close() {
        Invariants.check(loop.inLoop(), "a transport is used on its loop", "loop", loop.name());
        closed = true;
        resolver.close();
        new ArrayList<>(peers.values()).forEach(Peer::close);
        peers.clear();
    }

    /** How many addresses there are connections to. */
    int peers() {
        return peers.size();
    }

    /** How many connections to an address wait for a call. */
    int free(String address) {
        Peer peer = peers.get(new Door(address, false));
        return peer == null ? 0 : peer.free();
    }

    private @Nullable Peer peer(Door door) {
        Peer peer = peers.get(door);
        if (peer == null) {
            HttpAddress parsed;
            try {
                parsed = HttpAddress.parse(door.address());
            } catch (IllegalArgumentException e) {
                return null;
            }
            peer = new Peer(parsed, loop, resolver, idleNanos,
                    () -> peers.remove(door));
            peers.put(door, peer);
            sweepLater();
        }
        return peer;
    }

    private void sweepLater() {
        if (!sweeping) {
            sweeping = true;
            loop.after(idleNanos, () -> {
                sweeping = false;
                new ArrayList<>(peers.values()).forEach(Peer::closeIdle);
                if (!peers.isEmpty()) {
                    sweepLater();
                }
            });
        }
    }
}
