package io.binstore.bed.proxy;

import io.binstore.protocol.wire.Codec;
import io.binstore.protocol.wire.HttpBinding;
import io.binstore.protocol.wire.Routes;
import io.binstore.protocol.wire.WireRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/** Direct connections: after the switch whole frames pass as they are, each with its length. */
final class Frames {

    private Frames() {
    }

    /** Whether an answer switches its connection to frames. */
    static boolean follow(FullHttpResponse response) {
        return response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)
                && Routes.UPGRADE_DIRECT.equals(response.headers().get(HttpHeaderNames.UPGRADE));
    }

    /** @param codec what has read and written HTTP until now; the last handler stays */
    static void insteadOf(Class<? extends ChannelHandler> codec, ChannelPipeline pipeline) {
        pipeline.addBefore(pipeline.lastContext().name(), null,
                new LengthFieldBasedFrameDecoder(Passage.BODY_BYTES_MAX, 0, Integer.BYTES));
        pipeline.remove(HttpObjectAggregator.class);
        // What it has read already goes to the one that follows it now.
        pipeline.remove(codec);
    }

    /** A frame's request as the one that opens a direct connection. */
    static FullHttpRequest opening(ByteBuf frame) {
        byte[] message = ByteBufUtil.getBytes(frame, frame.readerIndex() + Integer.BYTES,
                frame.readableBytes() - Integer.BYTES);
        WireRequest wire = HttpBinding.request(Codec.decodeRequest(message));
        byte[] bytes = wire.body();
        ByteBuf body = bytes == null ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(bytes);
        FullHttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1,
                HttpMethod.valueOf(wire.method()), wire.path(), body);
        wire.headers().forEach(request.headers()::set);
        request.headers().set(HttpHeaderNames.HOST, "backend")
                .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(HttpHeaderNames.UPGRADE, Routes.UPGRADE_DIRECT);
        return request;
    }
}
