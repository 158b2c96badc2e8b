package io.binstore.client.netty;

import io.binstore.protocol.runtime.Transport.Failure;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one address, and the exchanges that wait for one.
 *
 * <p>
 * The connection used last is used first, so that spare ones grow old and are closed. Each exchange
 * that finds none free has one opened for it; only its own opening can fail it, so every {@code
 * REFUSED} is a connection refused after that call began, as evidence of death must be (protocol,
 * section 3).
 */
final class Peer {

    static final int CONNECTIONS_MAX = 32;
    static final int WAITING_MAX = 1_024;
    static final int LATE_MAX = 8;
    static final int CONNECT_TIMEOUT_MILLIS = 2_000;
    static final int RESPONSE_BYTES_MAX = 64 << 20;

    private static final int LINE_BYTES_MAX = 4_096;
    private static final int HEADERS_BYTES_MAX = 16_384;
    private static final int CHUNK_BYTES_MAX = 65_536;

    final HttpAddress address;

    private final NettyLoop loop;
    private final HostResolver resolver;
    private final long idleNanos;
    private final Runnable onEmpty;
    private final Set<Connection> connections = new LinkedHashSet<>();
    private final Deque<Connection> idle = new ArrayDeque<>();
    /** Those whose answer nobody waits for any more, oldest first. */
    private final Deque<Connection> late = new ArrayDeque<>();
    private final Deque<Exchange> waiting = new ArrayDeque<>();
    private int opening;
    private boolean closed;

    /**
     * @param idleNanos how long a connection may rest: a server that has seen it idle for long may be about to close it
     */
    Peer(HttpAddress address, NettyLoop loop, HostResolver resolver, long idleNanos,
            Runnable onEmpty) {
        this.address = address;
        this.loop = loop;
        this.resolver = resolver;
        this.idleNanos = idleNanos;
        this.onEmpty = onEmpty;
    }

    void start(Exchange exchange) {
        Connection connection = takeIdle();
        if (connection != null) {
            connection.send(exchange);
        } else if (waiting.size() >= WAITING_MAX) {
            exchange.fail(Failure.NOT_SENT);
        } else {
            waiting.add(exchange);
            open(exchange);
        }
    }

    void timeOut(Exchange exchange) {
        Connection connection = exchange.connection;
        if (connection == null) {
            waiting.remove(exchange);
        } else if (exchange.written) {
            keepWaiting(connection);
        } else {
            connection.abandon();
        }
        exchange.fail(Failure.UNKNOWN);
    }

    /**
     * Its answer may come yet, and is dropped then; the connection is good for other calls. To open a new one costs a busy
     * peer more than to answer: if each call that is late took its connection with it, a peer that is late once would stay so.
     */
    private void keepWaiting(Connection connection) {
        connection.dropNextAnswer(loop.nanos());
        late.add(connection);
        if (late.size() > LATE_MAX) {
            late.remove().abandon();
        }
    }

    /** A connection is free again. */
    void free(Connection connection) {
        late.remove(connection);
        Exchange next = waiting.poll();
        if (next != null) {
            connection.send(next);
        } else {
            connection.idleSinceNanos = loop.nanos();
            idle.push(connection);
        }
    }

    /** A connection has been closed. */
    void gone(Connection connection) {
        idle.remove(connection);
        late.remove(connection);
        connections.remove(connection);
        openForNext();
    }

    /**
     * A connection was closed before the whole request had left: whatever arrived, the target could
     * not act on it. That befalls connections which the target closed while they were idle, so a
     * new one is tried, once.
     */
    void unsent(Exchange exchange) {
        exchange.connection = null;
        if (exchange.repeated || closed) {
            exchange.fail(Failure.UNKNOWN);
            return;
        }
        exchange.repeated = true;
        new ArrayList<>(idle).forEach(Connection::abandon);
        waiting.addFirst(exchange);
        open(exchange);
    }

    /** Closes what has rested for long: a burst of calls leaves connections that nobody needs any more. */
    void closeIdle() {
        new ArrayList<>(idle).stream().filter(this::isOld).forEach(Connection::abandon);
        new ArrayList<>(late).stream().filter(this::isOld).forEach(Connection::abandon);
    }

    int free() {
        return idle.size();
    }

    private boolean isOld(Connection connection) {
        return loop.nanos() - connection.idleSinceNanos >= idleNanos;
    }

    void close() {
        closed = true;
        new ArrayList<>(connections).forEach(Connection::close);
        while (!waiting.isEmpty()) {
            waiting.remove().fail(Failure.NOT_SENT);
        }
    }

    private @Nullable Connection takeIdle() {
        while (!idle.isEmpty()) {
            Connection connection = idle.pop();
            if (connection.isOpen() && !isOld(connection)) {
                return connection;
            }
            connection.abandon();
        }
        return null;
    }

    private void open(Exchange exchange) {
        if (!closed && connections.size() + opening < CONNECTIONS_MAX) {
            opening++;
            exchange.opening = true;
            resolver.resolve(address.host(), address.port(), new HostResolver.Asker() {
                @Override
                public void found(InetSocketAddress found) {
                    connect(found, exchange);
                }

                @Override
                public void notFound(Failure failure) {
                    notOpened(exchange, failure);
                }
            });
        }
    }

    private void connect(InetSocketAddress found, Exchange exchange) {
        if (closed) {
            notOpened(exchange, Failure.NOT_SENT);
            return;
        }
        Bootstrap bootstrap = new Bootstrap().group(loop.eventLoop())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true).option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS);
        Connection connection = new Connection(this);
        bootstrap.handler(new ChannelInitializer<SocketChannel>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                channel.pipeline().addLast(
                        new HttpClientCodec(LINE_BYTES_MAX, HEADERS_BYTES_MAX, CHUNK_BYTES_MAX),
                        new HttpObjectAggregator(RESPONSE_BYTES_MAX), connection);
            }
        });
        bootstrap.connect(found).addListener((ChannelFuture done) -> {
            if (done.isSuccess()) {
                opened(connection, exchange);
            } else {
                notOpened(exchange, isRefusal(done.cause()) ? Failure.REFUSED : Failure.UNKNOWN);
            }
        });
    }

    private void opened(Connection connection, Exchange exchange) {
        opening--;
        exchange.opening = false;
        if (closed) {
            connection.close();
        } else if (connection.isOpen()) {
            connections.add(connection);
            free(connection);
        } else {
            openForNext();
        }
    }

    private void notOpened(Exchange exchange, Failure failure) {
        opening--;
        exchange.opening = false;
        if (waiting.remove(exchange)) {
            exchange.fail(failure);
        }
        openForNext();
    }

    /** Those who found all connections in use get one opened when there is room again. */
    private void openForNext() {
        for (Exchange exchange : new ArrayList<>(waiting)) {
            if (connections.size() + opening >= CONNECTIONS_MAX) {
                return;
            }
            if (!exchange.opening) {
                open(exchange);
            }
        }
        if (waiting.isEmpty() && opening == 0 && connections.isEmpty()) {
            onEmpty.run();
        }
    }

    private static boolean isRefusal(@Nullable Throwable cause) {
        String message = cause instanceof ConnectException ? cause.getMessage() : null;
        return message != null && message.toLowerCase(Locale.ROOT).contains("connection refused");
    }
}
