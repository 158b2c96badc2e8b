package io.binstore.backend.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An HTTP client that sends exactly the bytes it is given. */
final class RawHttp {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int PATIENCE_MILLIS = 15_000;

    private final int port;

    RawHttp(int port) {
        this.port = port;
    }

    Answer get(String target, String... headers) {
        return call("GET", target, (byte[]) null, headers);
    }

    Answer put(String target, String body, String... headers) {
        return call("PUT", target, body, headers);
    }

    Answer post(String target, String body, String... headers) {
        return call("POST", target, body, headers);
    }

    Answer delete(String target, String... headers) {
        return call("DELETE", target, (byte[]) null, headers);
    }

    /** @param headers each as {@code Name: value} */
    Answer call(String method, String target, String body, String... headers) {
        return call(method, target, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    Answer call(String method, String target, byte[] body, String... headers) {
        StringBuilder head =
                new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        if (body != null) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        var request = new ByteArrayOutputStream();
        request.writeBytes(head.append("Connection: close\r\n\r\n").toString()
                .getBytes(StandardCharsets.ISO_8859_1));
        if (body != null) {
            request.writeBytes(body);
        }
        return send(request.toByteArray(), method.equals("HEAD"));
    }

    /** Sends bytes and reads one answer. */
    Answer send(byte[] request, boolean head) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
            return Answer.read(socket.getInputStream(), head);
        } catch (IOException e) {
            throw new AssertionError(
                    "no answer to " + new String(request, 0, Math.min(80, request.length),
                            StandardCharsets.ISO_8859_1),
                    e);
        }
    }

    record Answer(int status, Map<String, String> headers, byte[] body) {

        static Answer read(InputStream in, boolean head) throws IOException {
            String[] statusLine = line(in).split(" ");
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                int colon = line.indexOf(':');
                headers.put(line.substring(0, colon), line.substring(colon + 1).trim());
            }
            return new Answer(Integer.parseInt(statusLine[1]), headers,
                    head ? new byte[0] : body(in, headers));
        }

        private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
            if ("chunked".equals(headers.get("Transfer-Encoding"))) {
                var body = new ByteArrayOutputStream();
                for (int size = chunk(in); size > 0; size = chunk(in)) {
                    body.writeBytes(in.readNBytes(size));
                    line(in);
                }
                return body.toByteArray();
            }
            String length = headers.get("Content-Length");
            return length == null ? new byte[0] : in.readNBytes(Integer.parseInt(length));
        }

        private static int chunk(InputStream in) throws IOException {
            return Integer.parseInt(line(in), 16);
        }

        private static String line(InputStream in) throws IOException {
            var line = new ByteArrayOutputStream();
            for (int b = in.read(); b != '\n'; b = in.read()) {
                if (b < 0) {
                    throw new IOException("the connection ended");
                }
                if (b != '\r') {
                    line.write(b);
                }
            }
            return line.toString(StandardCharsets.ISO_8859_1);
        }

        String header(String name) {
            return headers.get(name);
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        JsonNode json() {
            return JSON.readTree(body);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Answer that && status == that.status
                    && headers.equals(that.headers)
                    && Arrays.equals(body, that.body);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(body);
        }

        @Override
        public String toString() {
            return status + " " + headers + "\n" + text();
        }
    }
}
