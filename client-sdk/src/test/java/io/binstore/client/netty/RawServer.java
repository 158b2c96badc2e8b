package io.binstore.client.netty;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A peer that says what a test wants, byte by byte. */
public final class RawServer implements AutoCloseable {

    /** What is done with each connection, on a thread of its own. */
    @FunctionalInterface
    public interface Behaviour {
        void handle(Socket socket, RawServer server) throws IOException;
    }

    public final AtomicInteger accepted = new AtomicInteger();
    public final AtomicInteger requests = new AtomicInteger();

    private final ServerSocket server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    public RawServer(Behaviour behaviour) {
        try {
            server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(() -> {
            while (true) {
                Socket socket = server.accept();
                accepted.incrementAndGet();
                sockets.add(socket);
                start(() -> behaviour.handle(socket, this));
            }
        });
    }

    public String address() {
        return "http://localhost:" + server.getLocalPort();
    }

    /**
     * Reads one request: its head and as much body as it announces. False at the end of the stream.
     */
    public boolean readRequest(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return false;
            }
            head.append((char) next);
        }
        int at = head.toString().toLowerCase().indexOf("content-length:");
        if (at >= 0) {
            String rest = head.substring(at + "content-length:".length());
            in.readNBytes(Integer.parseInt(rest.substring(0, rest.indexOf("\r\n")).trim()));
        }
        requests.incrementAndGet();
        return true;
    }

    /** Answers every request on every connection with these bytes. */
    public static Behaviour always(byte[] answer) {
        return (socket, server) -> {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (server.readRequest(in)) {
                socket.getOutputStream().write(answer);
                socket.getOutputStream().flush();
            }
        };
    }

    /** Answers one request on each connection with these bytes, and closes it. */
    public static Behaviour once(byte[] answer) {
        return (socket, server) -> {
            server.readRequest(new BufferedInputStream(socket.getInputStream()));
            socket.getOutputStream().write(answer);
            socket.close();
        };
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void start(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException e) {
                // The test is over, or the client has closed the connection.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
