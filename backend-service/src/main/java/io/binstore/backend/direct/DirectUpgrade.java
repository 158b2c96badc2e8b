package io.binstore.backend.direct;

import io.binstore.backend.http.ConnectionUpgrade;
import io.binstore.protocol.message.MemberRequest;
import io.binstore.protocol.message.Request;
import io.binstore.protocol.wire.HttpBinding;
import io.binstore.protocol.wire.MalformedMessage;
import io.binstore.protocol.wire.OpsCodec;
import io.binstore.protocol.wire.Routes;
import io.binstore.protocol.wire.WireFormat;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Hands connections over whose first call asks for it by {@code Upgrade: binstore-direct}. */
public final class DirectUpgrade implements ConnectionUpgrade {

    private final DirectServer server;

    public DirectUpgrade(DirectServer server) {
        this.server = server;
    }

    @Override
    public boolean applies(HttpServletRequest request) {
        String path = request.getRequestURI();
        return Routes.UPGRADE_DIRECT.equals(request.getHeader("Upgrade")) && !request.isSecure()
                && request.getMethod().equals("POST")
                && WireFormat.CBOR.mediaType().equals(request.getHeader("Content-Type"))
                && (path.startsWith(Routes.INTERNAL) || path.equals(Routes.OPS)
                        && Routes.ROUTING_DIRECT.equals(request.getHeader(Routes.ROUTING)));
    }

    @Override
    public void upgrade(HttpServletRequest request, HttpServletResponse response, byte[] body)
            throws IOException {
        // Refused as any other call if it is none.
        Request first = decode(request.getRequestURI(), body);
        response.setHeader("Connection", "Upgrade");
        response.setHeader("Upgrade", Routes.UPGRADE_DIRECT);
        try {
            request.upgrade(Takeover.class).prepare(server, first, body.length);
        } catch (jakarta.servlet.ServletException e) {
            throw new IOException(e);
        }
    }

    private static Request decode(String path, byte[] body) {
        if (path.equals(Routes.OPS)) {
            return OpsCodec.decodeRequest(body, WireFormat.CBOR);
        }
        Request request =
                HttpBinding.internalRequest(path.substring(Routes.INTERNAL.length()), body);
        if (!(request instanceof MemberRequest)) {
            throw new MalformedMessage("no message for a backend");
        }
        return request;
    }
}
