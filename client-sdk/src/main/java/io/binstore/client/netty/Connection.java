package io.binstore.client.netty;

import io.binstore.protocol.message.Reply;
import io.binstore.protocol.runtime.Transport.Answered;
import io.binstore.protocol.runtime.Transport.Failure;
import io.binstore.protocol.wire.HttpBinding;
import io.binstore.protocol.wire.MalformedMessage;
import io.binstore.protocol.wire.Routes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open connection, with at most one exchange on it. Anything odd closes it: the next one starts
 * clean.
 */
final class Connection extends SimpleChannelInboundHandler<FullHttpResponse> {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final Peer peer;
    private @Nullable Channel channel;
    private @Nullable Exchange current;
    /** Whether the next call may ask for the connection to be served directly; one is asked for once. */
    private boolean mayUpgrade = true;
    long idleSinceNanos;

    Connection(Peer peer) {
        this.peer = peer;
    }

    boolean isOpen() {
        return channel != null && channel.isActive();
    }

    void send(Exchange exchange) {
        current = exchange;
        exchange.connection = this;
        if (channel == null) {
            throw new IllegalStateException("a connection is used once it is open");
        }
        channel.writeAndFlush(encode(exchange)).addListener(done -> {
            if (done.isSuccess()) {
                exchange.written = true;
            } else if (current == exchange) {
                current = null;
                close();
                peer.unsent(exchange);
            }
        });
    }

    /** Closes the connection; what was under way on it is its owner's to answer. */
    void abandon() {
        current = null;
        close();
    }

    void close() {
        if (channel != null) {
            channel.close();
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context.channel();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
        Exchange exchange = current;
        if (exchange == null) {
            // Nobody asked.
            close();
            return;
        }
        if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
            // 101 too: the answer itself follows, in the same protocol.
            return;
        }
        current = null;
        Reply reply = response.decoderResult().isFailure() ? null : decode(exchange, response);
        if (reply == null) {
            close();
            exchange.fail(Failure.UNKNOWN);
            return;
        }
        if (exchange.written && HttpUtil.isKeepAlive(response) && isOpen()) {
            peer.free(this);
        } else {
            close();
        }
        exchange.end(new Answered(reply));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        Exchange exchange = current;
        current = null;
        peer.gone(this);
        if (exchange != null) {
            exchange.fail(Failure.UNKNOWN);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.debug("closing a connection to {}: {}", peer.address, cause.toString());
        }
        close();
    }

    private @Nullable Reply decode(Exchange exchange, FullHttpResponse response) {
        try {
            return HttpBinding.reply(exchange.request, response.status().code(),
                    name -> response.headers().get(name), ByteBufUtil.getBytes(response.content()));
        } catch (MalformedMessage e) {
            LOG.debug("no answer from {}: {}", peer.address, e.getMessage());
            return null;
        }
    }

    private FullHttpRequest encode(Exchange exchange) {
        byte[] bytes = exchange.wire.body();
        ByteBuf body = bytes == null ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(bytes);
        FullHttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1,
                HttpMethod.valueOf(exchange.wire.method()),
                peer.address.path() + exchange.wire.path(), body);
        exchange.wire.headers().forEach(request.headers()::set);
        request.headers().set(HttpHeaderNames.HOST, peer.address.hostHeader());
        if (bytes != null) {
            request.headers().set(HttpHeaderNames.CONTENT_LENGTH, bytes.length);
            if (mayUpgrade) {
                mayUpgrade = false;
                request.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                        .set(HttpHeaderNames.UPGRADE, Routes.UPGRADE_DIRECT);
            }
        }
        return request;
    }
}
