package io.binstore.bed.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.util.ReferenceCounted;

/** Carries a copy of a request to the backend on a connection of its own; nobody waits for the answer. */
final class Errand extends SimpleChannelInboundHandler<ReferenceCounted> {

    private Errand() {
    }

    /** Sends a copy of a request; on the loop. */
    static void send(Proxy proxy, ReferenceCounted request) {
        FullHttpRequest copy = request instanceof FullHttpRequest http ? http.copy()
                : Frames.opening((ByteBuf) request);
        ChannelFuture connection = proxy.connect(Passage.toBackend(new Errand()));
        connection.addListener(done -> {
            if (done.isSuccess()) {
                connection.channel().writeAndFlush(copy);
            } else {
                copy.release();
            }
        });
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ReferenceCounted answer) {
        if (Passage.isLast(answer)) {
            context.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
