package io.binstore.bed.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.util.ReferenceCounted;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One caller's connection and the one to the backend that belongs to it.
 *
 * <p>
 * Requests pass in their order, one at a time. They and their answers are HTTP, and frames from when the backend switches
 * both connections to direct ones; either way they are treated alike.
 */
final class Passage extends SimpleChannelInboundHandler<ReferenceCounted> {

    private static final int LINE_BYTES_MAX = 32 << 10;
    private static final int HEADERS_BYTES_MAX = 64 << 10;
    private static final int CHUNK_BYTES_MAX = 64 << 10;
    /** Of a frame too. */
    static final int BODY_BYTES_MAX = 128 << 20;

    private final Proxy proxy;
    private final Mischief mischief;
    private final Deque<ReferenceCounted> waiting = new ArrayDeque<>();
    private @Nullable Channel caller;
    private @Nullable ChannelFuture backend;
    private boolean busy;
    private boolean dropping;

    private Passage(Proxy proxy, Mischief mischief) {
        this.proxy = proxy;
        this.mischief = mischief;
    }

    static void install(SocketChannel channel, Proxy proxy, Mischief mischief) {
        channel.pipeline().addLast(
                new HttpServerCodec(LINE_BYTES_MAX, HEADERS_BYTES_MAX, CHUNK_BYTES_MAX),
                new HttpObjectAggregator(BODY_BYTES_MAX), new Passage(proxy, mischief));
    }

    /** What connections to the backend are made of. */
    static ChannelInitializer<SocketChannel> toBackend(
            SimpleChannelInboundHandler<ReferenceCounted> handler) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                channel.pipeline().addLast(
                        new HttpClientCodec(LINE_BYTES_MAX, HEADERS_BYTES_MAX, CHUNK_BYTES_MAX),
                        new HttpObjectAggregator(BODY_BYTES_MAX), handler);
            }
        };
    }

    /** Whether nothing follows an answer of the backend before the next request. */
    static boolean isLast(ReferenceCounted answer) {
        return !(answer instanceof FullHttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        caller = context.channel();
        backend = proxy.connect(toBackend(new Answers()));
        backend.addListener(done -> {
            if (!done.isSuccess()) {
                context.close();
                proxy.look();
            }
        });
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ReferenceCounted request) {
        waiting.add(request.retain());
        next();
    }

    private void next() {
        ReferenceCounted request = busy ? null : waiting.poll();
        if (request == null) {
            return;
        }
        busy = true;
        switch (request instanceof FullHttpRequest http ? mischief.next(http.uri())
                : mischief.nextFrame()) {
            case PASS -> forward(request);
            case DELAY -> later(mischief.holdMillis(), () -> forward(request));
            case DROP_REPLY -> {
                dropping = true;
                forward(request);
            }
            case TWICE -> {
                Errand.send(proxy, request);
                forward(request);
            }
            case LATE -> later(mischief.holdMillis(), () -> {
                Errand.send(proxy, request);
                request.release();
                close();
            });
        }
    }

    private void later(int millis, Runnable task) {
        if (caller != null) {
            caller.eventLoop().schedule(task, millis, TimeUnit.MILLISECONDS);
        }
    }

    private void forward(ReferenceCounted request) {
        ChannelFuture target = backend;
        if (target == null) {
            request.release();
            return;
        }
        target.addListener(done -> {
            if (done.isSuccess()) {
                target.channel().writeAndFlush(request);
            } else {
                request.release();
            }
        });
    }

    private void close() {
        if (caller != null) {
            caller.close();
        }
        if (backend != null) {
            backend.channel().close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        waiting.forEach(ReferenceCounted::release);
        waiting.clear();
        close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        close();
    }

    /** What comes back from the backend. */
    private final class Answers extends SimpleChannelInboundHandler<ReferenceCounted> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, ReferenceCounted answer) {
            boolean isLast = isLast(answer);
            if (isLast && dropping) {
                close();
                return;
            }
            if (caller != null) {
                caller.writeAndFlush(answer.retain());
                if (answer instanceof FullHttpResponse response && Frames.follow(response)) {
                    Frames.insteadOf(HttpServerCodec.class, caller.pipeline());
                    Frames.insteadOf(HttpClientCodec.class, context.pipeline());
                }
            }
            if (isLast) {
                busy = false;
                next();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            close();
            proxy.look();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            close();
        }
    }
}
