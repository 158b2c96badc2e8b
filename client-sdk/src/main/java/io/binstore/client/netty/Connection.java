package io.binstore.client.netty;

import io.binstore.protocol.message.DetourRequest;
import io.binstore.protocol.message.OpsReply;
import io.binstore.protocol.message.OpsRequest;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.message.Request;
import io.binstore.protocol.runtime.Transport.Answered;
import io.binstore.protocol.runtime.Transport.Failure;
import io.binstore.protocol.wire.Codec;
import io.binstore.protocol.wire.HttpBinding;
import io.binstore.protocol.wire.MalformedMessage;
import io.binstore.protocol.wire.Routes;
import io.binstore.protocol.wire.WireRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open connection, with at most one exchange on it. Anything odd closes it: the next one starts
 * clean.
 *
 * <p>
 * It begins with HTTP. A backend that is asked to and does so switches it to frames.
 */
final class Connection extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final Peer peer;
    private @Nullable Channel channel;
    private @Nullable Exchange current;
    /** Whether the next call may ask for the connection to be served directly; one is asked for once. */
    private boolean mayUpgrade = true;
    private boolean framed;
    /** Whether an answer is to come that nobody waits for. */
    private boolean dropping;
    /** When it was last given back, or given up. */
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
        Object message = framed ? Unpooled.wrappedBuffer(Codec.frame(exchange.request))
                : encode(exchange.request);
        channel.writeAndFlush(message).addListener(done -> {
            if (done.isSuccess()) {
                exchange.written = true;
            } else if (current == exchange) {
                current = null;
                close();
                peer.unsent(exchange);
            }
        });
    }

    /** The call that is under way is over for its caller. */
    void dropNextAnswer(long nowNanos) {
        current = null;
        dropping = true;
        idleSinceNanos = nowNanos;
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
    public void channelRead(ChannelHandlerContext context, Object read) {
        if (read instanceof FullHttpResponse response) {
            try {
                heard(context, response);
            } finally {
                response.release();
            }
        } else if (read instanceof byte[] message) {
            heard(message);
        } else {
            ReferenceCountUtil.release(read);
        }
    }

    private void heard(ChannelHandlerContext context, FullHttpResponse response) {
        Exchange exchange = current;
        if (exchange == null && !dropping) {
            // Nobody asked.
            close();
        } else if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
            // The answer itself follows.
            if (response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
                switchToFrames(context, response);
            }
        } else if (exchange == null) {
            dropped(!response.decoderResult().isFailure() && HttpUtil.isKeepAlive(response));
        } else {
            Reply reply =
                    response.decoderResult().isFailure() ? null : decode(exchange, response);
            answered(exchange, reply, HttpUtil.isKeepAlive(response));
        }
    }

    private void switchToFrames(ChannelHandlerContext context, FullHttpResponse response) {
        if (framed || mayUpgrade || !Routes.UPGRADE_DIRECT
                .equals(response.headers().get(HttpHeaderNames.UPGRADE))) {
            // Not what was asked for.
            close();
            return;
        }
        framed = true;
        context.pipeline().addBefore(context.name(), null,
                new FrameDecoder(Peer.RESPONSE_BYTES_MAX));
        context.pipeline().remove(HttpObjectAggregator.class);
        // What it has read already goes to the one that follows it now.
        context.pipeline().remove(HttpClientCodec.class);
    }

    private void heard(byte[] message) {
        Exchange exchange = current;
        if (exchange != null) {
            answered(exchange, decode(exchange.request, message), true);
        } else if (dropping) {
            dropped(true);
        } else {
            // Nobody asked.
            close();
        }
    }

    private void dropped(boolean staysOpen) {
        dropping = false;
        if (staysOpen && isOpen()) {
            peer.free(this);
        } else {
            close();
        }
    }

    private void answered(Exchange exchange, @Nullable Reply reply, boolean staysOpen) {
        current = null;
        if (reply == null) {
            close();
            exchange.fail(Failure.UNKNOWN);
            return;
        }
        if (exchange.written && staysOpen && isOpen()) {
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

    private @Nullable Reply decode(Request request, byte[] message) {
        try {
            Reply reply = Codec.decodeReply(message);
            OpsRequest ops = request instanceof DetourRequest detour ? detour.batch()
                    : request instanceof OpsRequest direct ? direct : null;
            boolean fits = Routes.answers(request, reply)
                    && !(ops != null && reply instanceof OpsReply results
                            && results.results().size() != ops.calls().size());
            return fits ? reply : null;
        } catch (MalformedMessage e) {
            LOG.debug("no answer from {}: {}", peer.address, e.getMessage());
            return null;
        }
    }

    private FullHttpRequest encode(Request asked) {
        WireRequest wire = HttpBinding.request(asked);
        byte[] bytes = wire.body();
        ByteBuf body = bytes == null ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(bytes);
        FullHttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1,
                HttpMethod.valueOf(wire.method()), peer.address.path() + wire.path(), body);
        wire.headers().forEach(request.headers()::set);
        request.headers().set(HttpHeaderNames.HOST, peer.address.hostHeader());
        if (bytes != null) {
            request.headers().set(HttpHeaderNames.CONTENT_LENGTH, bytes.length);
            if (mayUpgrade && !(asked instanceof DetourRequest)) {
                mayUpgrade = false;
                request.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                        .set(HttpHeaderNames.UPGRADE, Routes.UPGRADE_DIRECT);
            }
        }
        return request;
    }
}
