package io.binstore.backend.direct;

import io.binstore.client.netty.NettyLoop;
import io.binstore.protocol.message.Request;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

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
    /** A check that comes later than this tells of a pause of the process. */
    private static final long LATE_NANOS = 60_000_000_000L;

    private final NettyLoop loop;
    private final Function<BooleanSupplier, DirectConnection> connections;
    private final Set<DirectConnection> open = new LinkedHashSet<>();
    private long checkedNanos;

    /**
     * @param connections makes the handler of a new connection; is told how to ask whether this process has stood still,
     *         so that what comes from a socket may be minutes old
     */
    public DirectServer(NettyLoop loop, Function<BooleanSupplier, DirectConnection> connections) {
        this.loop = loop;
        this.connections = connections;
        checkedNanos = loop.nanos();
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
        DirectConnection connection = connections.apply(this::stoodStill);
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

    /** Until the next check, which then closes what rests, with all that nobody has read. */
    private boolean stoodStill() {
        return loop.nanos() - checkedNanos > IDLE_CHECK_NANOS + LATE_NANOS;
    }

    private void closeIdle() {
        long idleNanosMax = stoodStill() ? -1 : IDLE_NANOS_MAX;
        checkedNanos = loop.nanos();
        new ArrayList<>(open).forEach(each -> each.closeIfIdle(checkedNanos, idleNanosMax));
        loop.after(IDLE_CHECK_NANOS, this::closeIdle);
    }
}
