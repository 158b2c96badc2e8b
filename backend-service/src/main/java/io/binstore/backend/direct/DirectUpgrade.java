package io.binstore.backend.direct;

import io.binstore.backend.http.ConnectionUpgrade;
import io.binstore.protocol.wire.Routes;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands connections over whose first call asks for it by {@code Upgrade: binstore-direct}. */
public final class DirectUpgrade implements ConnectionUpgrade {

    /** What the server is to know of the first call; its length is that of the body. */
    private static final List<String> HEADERS =
            List.of("Content-Type", Routes.ROUTING, Routes.DEADLINE_MS);

    private final DirectServer server;

    public DirectUpgrade(DirectServer server) {
        this.server = server;
    }

    @Override
    public boolean applies(HttpServletRequest request) {
        return Routes.UPGRADE_DIRECT.equals(request.getHeader("Upgrade")) && !request.isSecure()
                && request.getMethod().equals("POST")
                && DirectConnection.serves(request.getRequestURI());
    }

    @Override
    public void upgrade(HttpServletRequest request, HttpServletResponse response, byte[] body)
            throws IOException {
        FullHttpRequest first = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST,
                request.getRequestURI(), Unpooled.wrappedBuffer(body));
        first.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        for (String name : HEADERS) {
            @Nullable
            String value = request.getHeader(name);
            if (value != null) {
                first.headers().set(name, value);
            }
        }
        response.setHeader("Connection", "Upgrade");
        // The new protocol is the old one, spoken by another; that has to be said (RFC 9110, section 7.8).
        response.setHeader("Upgrade", Routes.UPGRADE_DIRECT + ", HTTP/1.1");
        try {
            request.upgrade(Takeover.class).prepare(server, first);
        } catch (jakarta.servlet.ServletException e) {
            throw new IOException(e);
        }
    }
}
