package io.binstore.bed.proxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stands where callers look for a backend, and sees their requests one by one.
 *
 * <p>
 * Refused connections are evidence of death, so the proxy must refuse when the backend's own address does, and only then:
 * whenever a connection to the backend ends or fails, it looks whether the backend refuses, and takes its own listener
 * and all connections away until it does not. All sockets are made on the loop's thread, which is on the backend's host.
 */
public final class Proxy implements AutoCloseable {

    private static final long LOOK_MILLIS = 10;
    private static final int CONNECT_MILLIS = 2_000;
    private static final int BACKLOG = 256;

    private final InetSocketAddress front;
    private final InetSocketAddress back;
    private final Mischief mischief;
    private final EventLoopGroup group;
    private final EventLoop loop;
    private final Set<Channel> callers = new LinkedHashSet<>();
    private @Nullable Channel listener;
    private boolean looking;
    private boolean closed;

    /** @param threads make threads whose sockets are on the backend's host */
    public Proxy(InetSocketAddress front, InetSocketAddress back, ThreadFactory threads,
            Mischief mischief) {
        this.front = front;
        this.back = back;
        this.mischief = mischief;
        this.group = new MultiThreadIoEventLoopGroup(1, threads, NioIoHandler.newFactory());
        this.loop = group.next();
    }

    public void start() {
        loop.execute(this::look);
    }

    /** Looks whether the backend refuses connections, and does as it does. */
    void look() {
        if (looking || closed) {
            return;
        }
        looking = true;
        ChannelFuture probe = connect(new ChannelInitializer<SocketChannel>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                // It says nothing.
            }
        });
        probe.addListener(done -> {
            looking = false;
            if (done.isSuccess()) {
                probe.channel().close();
                open();
            } else if (done.cause() instanceof ConnectException
                    && !(done.cause() instanceof ConnectTimeoutException)) {
                shut();
                loop.schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
            }
        });
    }

    private void open() {
        if (listener != null || closed) {
            return;
        }
        ChannelFuture bound = new ServerBootstrap().group(loop)
                .channel(NioServerSocketChannel.class).option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        callers.add(channel);
                        channel.closeFuture().addListener(done -> callers.remove(channel));
                        Passage.install(channel, Proxy.this, mischief);
                    }
                }).bind(front);
        listener = bound.channel();
        bound.addListener(done -> {
            if (!done.isSuccess()) {
                listener = null;
                loop.schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
            }
        });
    }

    private void shut() {
        if (listener != null) {
            listener.close();
            listener = null;
        }
        new ArrayList<>(callers).forEach(Channel::close);
    }

    /** Opens a connection to the backend; on the loop. */
    ChannelFuture connect(ChannelHandler handler) {
        return new Bootstrap().group(loop).channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .option(ChannelOption.TCP_NODELAY, true).handler(handler).connect(back);
    }

    @Override
    public void close() {
        loop.execute(() -> {
            closed = true;
            shut();
        });
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
