package io.binstore.backend.direct;

import io.binstore.client.netty.NettyLoop;
import io.binstore.protocol.message.Request;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Serves connections on the node's loop: bytes are read, calls are run and answers are written on one thread, with no
 * hand-over in between.
 *
 * <p>
 * Messages in frames, one exchange at a time. What comes here are the calls of which there are many: direct batches,
 * messages of peers, the view.
 */
public final class DirectServer {

    /** Clients close connections that rest far sooner; what rests this long has lost its client. */
    private static final long IDLE_NANOS_MAX = 120_000_000_000L;
    private static final long IDLE_CHECK_NANOS = 30_000_000_000L;

    private final NettyLoop loop;
    private final Supplier<DirectConnection> connections;
    private final Set<DirectConnection> open = new LinkedHashSet<>();

    /** @param connections makes the handler of a new connection */
    public DirectServer(NettyLoop loop, Supplier<DirectConnection> connections) {
        this.loop = loop;
        this.connections = connections;
        loop.execute(this::closeIdle);
    }

    /**
     * Takes a connection over; callable from any thread.
     *
     * @param first the request that has been read from it already
     * @param bytes how long that was
     * @param closed told when the connection has ended
     */
    void adopt(SocketChannel socket, Request first, int bytes, Runnable closed) {
        NioSocketChannel channel = new NioSocketChannel(null, socket);
        channel.config().setOption(ChannelOption.TCP_NODELAY, true);
        DirectConnection connection = connections.get();
        channel.closeFuture().addListener(done -> {
            open.remove(connection);
            closed.run();
        });
        channel.pipeline().addLast(connection.decoder(), connection);
        loop.register(channel).addListener(done -> {
            if (!done.isSuccess()) {
                channel.unsafe().closeForcibly();
                closed.run();
            } else if (channel.isOpen()) {
                // Else the caller hung up before the loop came to it.
                open.add(connection);
                connection.begin(first, bytes);
            }
        });
    }

    private void closeIdle() {
        long nowNanos = System.nanoTime();
        new ArrayList<>(open).forEach(each -> each.closeIfIdle(nowNanos, IDLE_NANOS_MAX));
        loop.after(IDLE_CHECK_NANOS, this::closeIdle);
    }
}
