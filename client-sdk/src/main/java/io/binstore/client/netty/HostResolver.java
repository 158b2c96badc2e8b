package io.binstore.client.netty;

import io.binstore.protocol.runtime.Transport.Failure;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks host names up on threads of its own, because a look-up blocks for as long as the name
 * server likes. IP literals and {@code localhost} need none.
 *
 * <p>
 * A name that does not exist is told apart from one that could not be looked up, since a cluster
 * may be founded without the former (protocol, section 4).
 */
final class HostResolver implements AutoCloseable {

    /** Who wants to know; told on the loop, perhaps at once. */
    interface Asker {

        void found(InetSocketAddress address);

        /**
         * @param failure {@code UNRESOLVED} if the name is known not to exist, else {@code UNKNOWN}
         */
        void notFound(Failure failure);
    }

    /** Where names are looked up. */
    @FunctionalInterface
    interface Lookup {
        InetAddress lookUp(String host) throws UnknownHostException;
    }

    private static final int THREADS_MAX = 4;
    private static final int WAITING_MAX = 256;
    private static final long IDLE_SECONDS = 30;
    private static final int REMEMBERED_MAX = 1_024;
    /** How the system's resolver says that there is no such name, or none with an address. */
    private static final String NO_NAME = "Name or service not known";
    private static final String NO_ADDRESS = "No address associated with hostname";

    private final NettyLoop loop;
    private final Lookup lookup;
    private final ThreadPoolExecutor lookups;
    /**
     * What was last heard of a name, for the Java library remembers a failed look-up without its
     * reason.
     */
    private final Map<String, Failure> remembered = new LinkedHashMap<>();

    HostResolver(NettyLoop loop, Lookup lookup) {
        this.loop = loop;
        this.lookup = lookup;
        this.lookups =
                new ThreadPoolExecutor(THREADS_MAX, THREADS_MAX, IDLE_SECONDS, TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(WAITING_MAX),
                        new DefaultThreadFactory(loop.name() + "-names", true));
        lookups.allowCoreThreadTimeOut(true);
    }

    void resolve(String host, int port, Asker asker) {
        if (host.equalsIgnoreCase("localhost")) {
            asker.found(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return;
        }
        byte[] literal = NetUtil.createByteArrayFromIpAddressString(host);
        try {
            if (literal != null) {
                asker.found(new InetSocketAddress(InetAddress.getByAddress(host, literal), port));
            } else {
                lookups.execute(() -> lookUp(host, port, asker));
            }
        } catch (UnknownHostException | RejectedExecutionException e) {
            asker.notFound(Failure.UNKNOWN);
        }
    }

    @Override
    public void close() {
        lookups.shutdownNow();
    }

    private void lookUp(String host, int port, Asker asker) {
        Runnable answer;
        try {
            InetSocketAddress found = new InetSocketAddress(lookup.lookUp(host), port);
            answer = () -> asker.found(found);
        } catch (UnknownHostException e) {
            answer = () -> asker.notFound(verdict(host, e.getMessage()));
        }
        try {
            loop.execute(answer);
        } catch (IllegalStateException e) {
            // The loop has been closed, and whoever asked with it.
        }
    }

    private Failure verdict(String host, @Nullable String message) {
        if (message == null || message.equals(host)) {
            return remembered.getOrDefault(host, Failure.UNKNOWN);
        }
        boolean exists = !message.contains(NO_NAME) && !message.contains(NO_ADDRESS);
        Failure failure = exists ? Failure.UNKNOWN : Failure.UNRESOLVED;
        if (remembered.size() >= REMEMBERED_MAX) {
            remembered.clear();
        }
        remembered.put(host, failure);
        return failure;
    }
}
