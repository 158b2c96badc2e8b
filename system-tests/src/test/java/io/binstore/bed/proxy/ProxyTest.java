package io.binstore.bed.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProxyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<String> received = new CopyOnWriteArrayList<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Mischief mischief = new Mischief(1);
    private final InetSocketAddress front = freeAddress();
    private final InetSocketAddress back = freeAddress();
    private final Proxy proxy = new Proxy(front, back, Thread::new, mischief);
    private HttpServer backend;

    static InetSocketAddress freeAddress() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void start() {
        proxy.start();
    }

    @AfterEach
    void end() {
        proxy.close();
        if (backend != null) {
            backend.stop(0);
        }
    }

    private void startBackend() throws IOException {
        backend = HttpServer.create(back, 0);
        backend.setExecutor(Executors.newCachedThreadPool());
        backend.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(),
                    StandardCharsets.UTF_8);
            received.add(exchange.getRequestURI() + " " + body);
            byte[] answer = ("answer to " + body).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        backend.start();
        await().atMost(PATIENCE).until(this::opens);
    }

    private boolean opens() {
        return opens(front);
    }

    static boolean opens(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private String post(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest
                .newBuilder(URI.create("http://localhost:" + front.getPort() + path))
                .timeout(PATIENCE).POST(HttpRequest.BodyPublishers.ofString(body)).build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    @Test
    void passesRequestsOn() throws Exception {
        startBackend();
        assertThat(post("/v1/ops", "one")).isEqualTo("answer to one");
        assertThat(post("/v1/ops", "two")).isEqualTo("answer to two");
        assertThat(received).containsExactly("/v1/ops one", "/v1/ops two");
    }

    @Test
    void refusesWhenTheBackendDoesAndOnlyThen() throws Exception {
        assertThatThrownBy(() -> post("/v1/ops", "nobody"))
                .isInstanceOf(ConnectException.class);
        startBackend();
        assertThat(post("/v1/ops", "one")).isEqualTo("answer to one");
        backend.stop(0);
        backend = null;
        await().atMost(PATIENCE).until(() -> !opens());
        startBackend();
        assertThat(post("/v1/ops", "two")).isEqualTo("answer to two");
    }

    @Test
    void sendsARequestTwice() throws Exception {
        startBackend();
        mischief.begin(Treatment.TWICE, 100, 1);
        assertThat(post("/v1/ops", "one")).isEqualTo("answer to one");
        await().atMost(PATIENCE).until(() -> received.size() == 2);
        assertThat(received).containsExactly("/v1/ops one", "/v1/ops one");
    }

    @Test
    void appliesARequestAndDropsTheReply() throws Exception {
        startBackend();
        mischief.begin(Treatment.DROP_REPLY, 100, 1);
        assertThatThrownBy(() -> post("/internal/v1/peer", "one")).isInstanceOf(IOException.class);
        assertThat(received).contains("/internal/v1/peer one");
        mischief.end();
        assertThat(post("/v1/ops", "two")).isEqualTo("answer to two");
    }

    @Test
    void holdsARequestAndReleasesItLate() throws Exception {
        startBackend();
        mischief.begin(Treatment.LATE, 100, 200);
        assertThatThrownBy(() -> post("/internal/v1/peer", "one")).isInstanceOf(IOException.class);
        mischief.end();
        await().atMost(PATIENCE).until(() -> received.contains("/internal/v1/peer one"));
        assertThat(mischief.requests(Treatment.LATE)).isPositive();
    }

    @Test
    void leavesObserversInPeace() throws Exception {
        startBackend();
        mischief.begin(Treatment.DROP_REPLY, 100, 1);
        assertThat(post("/actuator/health", "one")).isEqualTo("answer to one");
    }
}
