package io.binstore.bed.host;

import io.binstore.launcher.cluster.Kind;
import io.binstore.launcher.cluster.Layout;
import io.binstore.launcher.cluster.Name;
import io.binstore.launcher.cluster.Trouble;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/** The loopback interface: processes differ by their ports, and no link can be cut. */
public final class PlainHosts implements Hosts {

    /** How far a backend's own port is above the one that its proxy takes. */
    private static final int BACK_ABOVE = 1_000;

    private final Layout layout;
    private final boolean proxied;

    public PlainHosts(Layout layout, boolean proxied) {
        this.layout = layout;
        this.proxied = proxied;
    }

    @Override
    public void open() {
        // The interface is there.
    }

    @Override
    public boolean cuttable() {
        return false;
    }

    @Override
    public void cut(List<Link> links) {
        throw new IllegalStateException("links of the loopback interface cannot be cut");
    }

    @Override
    public void healAll() {
        // Nothing is cut.
    }

    @Override
    public ThreadFactory threads(String host) {
        return task -> {
            Thread thread = new Thread(task, host);
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public String address(Name name) {
        return layout.address(name);
    }

    @Override
    public InetSocketAddress front(Name name) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), layout.port(name));
    }

    @Override
    public InetSocketAddress back(Name name) {
        int above = proxied && name.kind() == Kind.BACKEND ? BACK_ABOVE : 0;
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), layout.port(name) + above);
    }

    @Override
    public List<String> listening(Name name) {
        return List.of("--server.port=" + back(name).getPort());
    }

    @Override
    public List<String> inside(Name name, List<String> command) {
        return command;
    }

    @Override
    public List<String> insideClient(int client, List<String> command) {
        return command;
    }

    @Override
    public void checkIsFree(Name name) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(back(name));
        } catch (IOException e) {
            throw new Trouble("port " + back(name).getPort() + " (" + name
                    + ") is taken by another process; end that, or choose others with --port-base",
                    e);
        }
    }

    @Override
    public String description() {
        return "all processes on the loopback interface" + (proxied ? ", proxies before backends"
                : "");
    }

    @Override
    public void close() {
        // Nothing was made.
    }
}
