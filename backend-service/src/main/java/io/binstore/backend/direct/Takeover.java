package io.binstore.backend.direct;

import io.binstore.protocol.message.Request;
import jakarta.servlet.http.WebConnection;
import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SSLSupport;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's side of a connection that leaves it: once 101 has been written the socket is the direct server's, and Tomcat
 * only counts it until it is closed.
 */
public final class Takeover implements InternalHttpUpgradeHandler {

    private @Nullable SocketWrapperBase<?> socket;
    private @Nullable DirectServer server;
    private @Nullable Request first;
    private int firstBytes;

    /** Called by Tomcat. */
    public Takeover() {
        // What it needs comes by prepare.
    }

    /**
     * @param request what asked for this; it is answered by the server
     * @param bytes how long it was
     */
    void prepare(DirectServer target, Request request, int bytes) {
        server = target;
        first = request;
        firstBytes = bytes;
    }

    @Override
    public void setSocketWrapper(SocketWrapperBase<?> wrapper) {
        socket = wrapper;
    }

    @Override
    public void init(WebConnection connection) {
        if (server == null || first == null || socket == null
                || !(socket.getSocket() instanceof NioChannel channel)) {
            throw new IllegalStateException("the upgrade was not prepared");
        }
        server.adopt(channel.getIOChannel(), first, firstBytes, socket::close);
    }

    /** All reading and writing is the server's: Tomcat does not poll this socket any more. */
    @Override
    public boolean hasAsyncIO() {
        return true;
    }

    @Override
    public SocketState upgradeDispatch(SocketEvent event) {
        // Comes only when the connector stops or the socket broke.
        return SocketState.CLOSED;
    }

    @Override
    public void timeoutAsync(long nowMillis) {
        // The server has its own.
    }

    @Override
    public void setSslSupport(SSLSupport support) {
        // Encrypted connections are not taken over.
    }

    @Override
    public void pause() {
        // Calls go on until the process ends.
    }

    @Override
    public void destroy() {
        // The server closes the socket.
    }
}
