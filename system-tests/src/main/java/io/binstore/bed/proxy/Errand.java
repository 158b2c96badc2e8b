package io.binstore.bed.proxy;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;

/** Carries a request to the backend on a connection of its own; nobody waits for the answer. */
final class Errand extends SimpleChannelInboundHandler<FullHttpResponse> {

    private Errand() {
    }

    /** Sends a request, which it takes over; on the loop. */
    static void send(Proxy proxy, FullHttpRequest request) {
        ChannelFuture connection = proxy.connect(Passage.toBackend(new Errand()));
        connection.addListener(done -> {
            if (done.isSuccess()) {
                connection.channel().writeAndFlush(request);
            } else {
                request.release();
            }
        });
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
        if (response.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
            context.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
