package io.binstore.bench.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Asks one thing again and again on one connection, with as little work of its own as can be. */
final class KeepAliveCaller implements Runnable {

    private static final int BUFFER_BYTES = 16_384;
    private static final byte[] OK = "HTTP/1.1 200".getBytes(StandardCharsets.ISO_8859_1);
    private static final String LENGTH = "content-length:";

    private final int port;
    private final byte[] request;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    /** All that an answer takes, known from the first one. */
    private int answerBytes;
    private volatile boolean ended;
    private volatile long answers;
    private volatile @Nullable Exception failure;

    KeepAliveCaller(int port, String path) {
        this.port = port;
        this.request = ("GET " + path + " HTTP/1.1\r\nHost: localhost:" + port
                + "\r\nAccept: application/json\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void run() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            while (!ended) {
                out.write(request);
                read(in);
                answers = answers + 1;
            }
        } catch (IOException | RuntimeException e) {
            failure = e;
        }
    }

    private void read(InputStream in) throws IOException {
        int size = 0;
        while (answerBytes == 0 || size < answerBytes) {
            int more = in.read(buffer, size, buffer.length - size);
            if (more < 0) {
                throw new IOException("the connection was closed");
            }
            size += more;
            if (answerBytes == 0) {
                answerBytes = length(size);
            }
        }
        for (int i = 0; i < OK.length; i++) {
            if (buffer[i] != OK[i] || size != answerBytes) {
                throw new IOException("not the answer expected: "
                        + new String(buffer, 0, size, StandardCharsets.ISO_8859_1));
            }
        }
    }

    /** The bytes of the whole answer that begins the buffer, 0 if it does not say yet. */
    private int length(int size) throws IOException {
        String begun = new String(buffer, 0, size, StandardCharsets.ISO_8859_1);
        int end = begun.indexOf("\r\n\r\n");
        if (end < 0) {
            return 0;
        }
        String head = begun.substring(0, end + 2).toLowerCase(java.util.Locale.ROOT);
        int at = head.indexOf(LENGTH);
        if (at < 0) {
            throw new IOException("an answer without a length: " + head);
        }
        String length = head.substring(at + LENGTH.length(), head.indexOf("\r\n", at)).strip();
        return end + 4 + Integer.parseInt(length);
    }

    void end() {
        ended = true;
    }

    long answers() {
        return answers;
    }

    @Nullable
    Exception failure() {
        return failure;
    }
}
