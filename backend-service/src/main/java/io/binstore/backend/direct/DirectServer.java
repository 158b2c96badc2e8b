package io.binstore.backend.direct;

import io.binstore.client.netty.NettyLoop;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.IdleStateHandler;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Serves connections on the node's loop: bytes are read, calls are run and answers are written on one thread, with no
 * hand-over in between.
 *
 * <p>
 * HTTP/1.1 as before, one exchange at a time. What comes here are the calls of which there are many: direct batches,
 * messages of peers, the view.
 */
public final class DirectServer {

    /** Clients close connections that rest far sooner; what rests this long has lost its client. */
    private static final long IDLE_SECONDS_MAX = 120;
    private static final int LINE_BYTES_MAX = 4_096;
    private static final int HEADERS_BYTES_MAX = 16_384;
    private static final int CHUNK_BYTES_MAX = 65_536;

    private final NettyLoop loop;
    private final Supplier<DirectConnection> connections;

    /** @param connections makes the handler of a new connection */
    public DirectServer(NettyLoop loop, Supplier<DirectConnection> connections) {
        this.loop = loop;
        this.connections = connections;
    }

    /**
     * Takes a connection over; callable from any thread.
     *
     * @param first the request that has been read from it already
     * @param closed told when the connection has ended
     */
    void adopt(SocketChannel socket, FullHttpRequest first, Runnable closed) {
        NioSocketChannel channel = new NioSocketChannel(null, socket);
        channel.config().setOption(ChannelOption.TCP_NODELAY, true);
        channel.closeFuture().addListener(done -> closed.run());
        DirectConnection connection = connections.get();
        channel.pipeline().addLast(new IdleStateHandler(0, 0, IDLE_SECONDS_MAX, TimeUnit.SECONDS),
                new HttpServerCodec(LINE_BYTES_MAX, HEADERS_BYTES_MAX, CHUNK_BYTES_MAX),
                new BodyCollector(connection), connection);
        loop.register(channel).addListener(done -> {
            if (!done.isSuccess()) {
                first.release();
                channel.unsafe().closeForcibly();
                closed.run();
                return;
            }
            ChannelHandlerContext collector = channel.pipeline().context(BodyCollector.class);
            if (collector == null) {
                // The caller hung up before the loop came to it, and took the handlers with it.
                first.release();
            } else {
                collector.fireChannelRead(first);
            }
        });
    }
}
