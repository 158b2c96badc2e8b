package io.binstore.backend.direct;

import io.binstore.backend.http.ProblemException;
import io.binstore.protocol.wire.Problem;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.FullHttpMessage;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;

/** Collects bodies whose length is announced, after they have been let in. */
final class BodyCollector extends HttpObjectAggregator {

    /** Above any batch of entries and the largest view. */
    private static final int BODY_BYTES_MAX = 32 << 20;

    private final DirectConnection connection;

    BodyCollector(DirectConnection connection) {
        super(BODY_BYTES_MAX, true);
        this.connection = connection;
    }

    @Override
    protected FullHttpMessage beginAggregation(HttpMessage start, ByteBuf content)
            throws Exception {
        if (HttpUtil.isTransferEncodingChunked(start)) {
            throw new ProblemException(Problem.INVALID_REQUEST, "a Content-Length is needed here");
        }
        connection.admit(((HttpRequest) start).uri(), HttpUtil.getContentLength(start, 0L));
        return super.beginAggregation(start, content);
    }
}
