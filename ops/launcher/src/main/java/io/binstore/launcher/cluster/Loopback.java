package io.binstore.launcher.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;

/** The housing of a cluster whose processes share this machine's loopback interface. */
record Loopback(Layout layout) implements Housing {

    @Override
    public String address(Name name) {
        return layout.address(name);
    }

    @Override
    public List<String> listening(Name name) {
        return List.of("--server.port=" + layout.port(name));
    }

    @Override
    public List<String> inside(Name name, List<String> command) {
        return command;
    }

    @Override
    public void checkIsFree(Name name) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), layout.port(name)));
        } catch (IOException e) {
            throw new Trouble("port " + layout.port(name) + " (" + name
                    + ") is taken by another process; end that,"
                    + " or choose other ports with --port-base", e);
        }
    }
}
