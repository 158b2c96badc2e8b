package io.binstore.keeper.node;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.binaryEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.binstore.protocol.message.Acknowledged;
import io.binstore.protocol.message.Addressee;
import io.binstore.protocol.message.HealthReply;
import io.binstore.protocol.message.HealthRequest;
import io.binstore.protocol.message.KeeperHealthReply;
import io.binstore.protocol.message.Rejected;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.message.Request;
import io.binstore.protocol.message.StatusReply;
import io.binstore.protocol.message.StatusRequest;
import io.binstore.protocol.runtime.Transport.Answered;
import io.binstore.protocol.runtime.Transport.Failed;
import io.binstore.protocol.runtime.Transport.Failure;
import io.binstore.protocol.runtime.Transport.Outcome;
import io.binstore.protocol.wire.Codec;
import io.binstore.protocol.wire.HealthCodec;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

/** What a keeper makes of peers that behave and of peers that do not. */
@Timeout(60)
class WebClientTransportTest {

    @RegisterExtension
    static final WireMockExtension peer = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().bindAddress("127.0.0.1").dynamicPort())
            .build();

    private static final Request STATUS = new StatusRequest(new Addressee(5, 42));
    private static final StatusReply STATUS_REPLY =
            new StatusReply(42, 5, 7, List.of(1, 2), List.of(), 0);
    private static final long PATIENT = TimeUnit.SECONDS.toNanos(20);
    private static final long IMPATIENT = TimeUnit.MILLISECONDS.toNanos(200);

    private final KeeperLoop loop = new KeeperLoop();
    private final WebClientTransport transport = new WebClientTransport(loop);

    @AfterEach
    void close() {
        transport.close();
        loop.close();
    }

    @Test
    void carriesAMessageThereAndItsAnswerBack() {
        answer(cbor(Codec.encode(STATUS_REPLY)));
        assertThat(call(STATUS)).isEqualTo(new Answered(STATUS_REPLY));
        peer.verify(1, postRequestedFor(urlEqualTo("/internal/v1/status"))
                .withHeader("Content-Type", equalTo("application/cbor"))
                .withRequestBody(binaryEqualTo(Codec.encode(STATUS))));
    }

    @Test
    void handsTheOutcomeOverOnTheLoopAndNeverInline() {
        answer(cbor(Codec.encode(STATUS_REPLY)));
        CompletableFuture<String> thread = new CompletableFuture<>();
        AtomicInteger turns = new AtomicInteger();
        loop.execute(() -> {
            transport.call("not an address", STATUS, PATIENT, outcome -> {
                assertThat(turns.get()).isEqualTo(1);
                thread.complete(Thread.currentThread().getName());
            });
            turns.incrementAndGet();
        });
        assertThat(thread.join()).isEqualTo("keeper-loop");
    }

    @Test
    void readsTheHealthOfABackendAndOfAKeeper() {
        HealthReply backend =
                new HealthReply(42, 5, 7, HealthReply.State.MEMBER, 1, 2, 3, 4, 1000, 2000, -1, 2,
                        List.of(1));
        answer(health("UP", "binstore", HealthCodec.details(backend)));
        assertThat(call(new HealthRequest())).isEqualTo(new Answered(backend));
        KeeperHealthReply keeper = new KeeperHealthReply(1, Long.MAX_VALUE, true, 33, 7);
        answer(health("UP", "keeper", HealthCodec.details(keeper)));
        assertThat(call(new HealthRequest())).isEqualTo(new Answered(keeper));
        peer.verify(2, getRequestedFor(urlEqualTo("/actuator/health")));
    }

    @Test
    void readsTheHealthOfABackendThatIsNotUp() {
        HealthReply backend =
                new HealthReply(42, 0, 0, HealthReply.State.FRESH, 0, 0, 0, 0, 0, 2000, 0, 0,
                        List.of());
        answer(health("OUT_OF_SERVICE", "binstore", HealthCodec.details(backend)).withStatus(503));
        assertThat(call(new HealthRequest())).isEqualTo(new Answered(backend));
    }

    @Test
    void handsOverThatAnotherIncarnationAnswers() {
        Reply rejected = new Rejected(Rejected.Reason.WRONG_INCARNATION, 43, 5, 7, "I am 43");
        answer(cbor(Codec.encode(rejected)));
        assertThat(call(STATUS)).isEqualTo(new Answered(rejected));
    }

    @Test
    void givesASlowPeerUpWhenTheTimeIsOver() {
        answer(cbor(Codec.encode(STATUS_REPLY)).withFixedDelay(30_000));
        long start = System.nanoTime();
        assertThat(call(address(), STATUS, IMPATIENT)).isEqualTo(new Failed(Failure.UNKNOWN));
        assertThat(System.nanoTime() - start).isBetween(IMPATIENT, PATIENT);
    }

    @Test
    void usesTheConnectionOfALateAnswerAgain() throws IOException {
        CountDownLatch late = new CountDownLatch(1);
        AtomicInteger onTheFirst = new AtomicInteger();
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try {
                    Socket first = server.accept();
                    Thread.ofVirtual().start(() -> answerAll(first, late, onTheFirst, ""));
                    while (true) {
                        Socket other = server.accept();
                        Thread.ofVirtual().start(() -> answerAll(other, late, new AtomicInteger(),
                                "Connection: close\r\n"));
                    }
                } catch (IOException e) {
                    // The test is over.
                }
            });
            String address = "http://localhost:" + server.getLocalPort();
            assertThat(call(address, STATUS, IMPATIENT)).isEqualTo(new Failed(Failure.UNKNOWN));
            late.countDown();
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                assertThat(call(address, STATUS, PATIENT)).isEqualTo(new Answered(STATUS_REPLY));
                return onTheFirst.get() > 1;
            });
        }
    }

    private static void answerAll(Socket socket, CountDownLatch late, AtomicInteger answered,
            String header) {
        byte[] body = Codec.encode(STATUS_REPLY);
        byte[] head = ("HTTP/1.1 200 OK\r\nContent-Type: application/cbor\r\n" + header
                + "Content-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        try (socket) {
            while (socket.getInputStream().read() >= 0) {
                late.await();
                socket.getInputStream().skipNBytes(socket.getInputStream().available());
                socket.getOutputStream().write(head);
                socket.getOutputStream().write(body);
                answered.incrementAndGet();
                if (!header.isEmpty()) {
                    return;
                }
            }
        } catch (IOException | InterruptedException e) {
            // The test is over.
        }
    }

    @Test
    void givesAPeerUpThatDripsItsAnswer() {
        answer(cbor(Codec.encode(STATUS_REPLY)).withChunkedDribbleDelay(5, 30_000));
        assertThat(call(address(), STATUS, IMPATIENT)).isEqualTo(new Failed(Failure.UNKNOWN));
    }

    @Test
    void learnsNothingFromGarbage() {
        for (String garbage : List.of("", "{", "[]", "null", "<html>", "{\"status\":\"UP\"}",
                "{\"status\":\"UP\",\"components\":{\"binstore\":{\"details\":{\"incarnation\":\"x\"}}}}")) {
            answer(aResponse().withHeader("Content-Type", "application/json").withBody(garbage));
            assertThat(call(new HealthRequest())).as(garbage)
                    .isEqualTo(new Failed(Failure.UNKNOWN));
            answer(cbor(garbage.getBytes(StandardCharsets.UTF_8)));
            assertThat(call(STATUS)).as(garbage).isEqualTo(new Failed(Failure.UNKNOWN));
        }
    }

    @Test
    void learnsNothingFromAnotherMessagesAnswer() {
        answer(cbor(Codec.encode(new Acknowledged())));
        assertThat(call(STATUS)).isEqualTo(new Failed(Failure.UNKNOWN));
    }

    @Test
    void learnsNothingFromAWrongContentType() {
        for (String type : List.of("text/html", "application/json", "no type at all;;")) {
            answer(cbor(Codec.encode(STATUS_REPLY)).withHeader("Content-Type", type));
            assertThat(call(STATUS)).as(type).isEqualTo(new Failed(Failure.UNKNOWN));
        }
    }

    @Test
    void learnsNothingFromAWrongStatusAndRepeatsNothing() {
        for (int status : List.of(204, 301, 404, 421, 500, 503)) {
            peer.resetRequests();
            answer(cbor(Codec.encode(STATUS_REPLY)).withStatus(status).withHeader("Location",
                    address() + "/other"));
            assertThat(call(STATUS)).as("status " + status).isEqualTo(new Failed(Failure.UNKNOWN));
            peer.verify(1, postRequestedFor(anyUrl()));
        }
    }

    @Test
    void learnsNothingFromABrokenConnectionAndRepeatsNothing() {
        for (Fault fault : Fault.values()) {
            peer.resetRequests();
            answer(aResponse().withFault(fault));
            assertThat(call(STATUS)).as(fault.name()).isEqualTo(new Failed(Failure.UNKNOWN));
            peer.verify(1, postRequestedFor(anyUrl()));
        }
    }

    @Test
    void learnsNothingFromATruncatedBody() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Outcome> outcome =
                    start("http://127.0.0.1:" + server.getLocalPort(), STATUS, PATIENT);
            try (Socket connection = server.accept();
                    InputStream in = connection.getInputStream()) {
                assertThat(in.read()).isEqualTo('P');
                byte[] body = Codec.encode(STATUS_REPLY);
                connection.getOutputStream()
                        .write(("HTTP/1.1 200 OK\r\nContent-Type: application/cbor\r\n"
                                + "Content-Length: " + body.length + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                connection.getOutputStream().write(body, 0, body.length - 1);
                connection.shutdownOutput();
                assertThat(outcome.join()).isEqualTo(new Failed(Failure.UNKNOWN));
            }
        }
    }

    @Test
    void learnsNothingFromAnOversizedBody() {
        answer(cbor(new byte[WebClientTransport.RESPONSE_BYTES_MAX + 1]));
        assertThat(call(STATUS)).isEqualTo(new Failed(Failure.UNKNOWN));
    }

    @Test
    void tellsARefusedConnectionEachTime() throws IOException {
        String address = freeAddress();
        assertThat(call(address, STATUS, PATIENT)).isEqualTo(new Failed(Failure.REFUSED));
        assertThat(call(address, STATUS, PATIENT)).isEqualTo(new Failed(Failure.REFUSED));
    }

    @Test
    void takesNoRefusalElsewhereForOneOfASilentHost() throws IOException {
        try (WebClientTransport twoAddresses = new WebClientTransport(loop,
                http -> http.resolver(new TwoAddresses()));
                ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            // The second address would refuse.
            fillBacklog(silent);
            assertThat(start(twoAddresses, "http://peer:" + silent.getLocalPort(), STATUS, PATIENT)
                    .join()).isEqualTo(new Failed(Failure.UNKNOWN));
        }
    }

    /** Until connecting times out, since nobody accepts. */
    private static void fillBacklog(ServerSocket server) throws IOException {
        for (;;) {
            Socket waiting = new Socket();
            try {
                waiting.connect(server.getLocalSocketAddress(), 200);
            } catch (SocketTimeoutException e) {
                waiting.close();
                return;
            }
        }
    }

    @Test
    void goesOnWithAPeerThatComesBack() throws IOException {
        String address = freeAddress();
        assertThat(call(address, STATUS, PATIENT)).isEqualTo(new Failed(Failure.REFUSED));
        WireMockServer restarted =
                new WireMockServer(WireMockConfiguration.wireMockConfig().bindAddress("127.0.0.1")
                        .port(URI.create(address).getPort()));
        restarted.stubFor(any(anyUrl()).willReturn(cbor(Codec.encode(STATUS_REPLY))));
        restarted.start();
        try {
            assertThat(call(address, STATUS, PATIENT)).isEqualTo(new Answered(STATUS_REPLY));
        } finally {
            restarted.stop();
        }
        // Its kept connection ended with it.
        assertThat(call(address, STATUS, PATIENT)).isEqualTo(new Failed(Failure.REFUSED));
    }

    @Test
    void carriesManyCallsToOnePeerAtOnce() {
        answer(cbor(Codec.encode(STATUS_REPLY)).withFixedDelay(20));
        List<CompletableFuture<Outcome>> calls = IntStream.range(0, 50)
                .mapToObj(i -> start(address(), STATUS, PATIENT)).toList();
        assertThat(calls).extracting(CompletableFuture::join)
                .containsOnly(new Answered(STATUS_REPLY));
    }

    private Outcome call(Request request) {
        return call(address(), request, PATIENT);
    }

    private Outcome call(String address, Request request, long timeoutNanos) {
        return start(address, request, timeoutNanos).join();
    }

    private CompletableFuture<Outcome> start(String address, Request request, long timeoutNanos) {
        return start(transport, address, request, timeoutNanos);
    }

    private CompletableFuture<Outcome> start(WebClientTransport transport, String address,
            Request request, long timeoutNanos) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        loop.execute(() -> transport.call(address, request, timeoutNanos, found -> {
            if (!outcome.complete(found)) {
                throw new AssertionError("a second outcome");
            }
        }));
        return outcome;
    }

    private static void answer(ResponseDefinitionBuilder response) {
        peer.stubFor(any(anyUrl()).willReturn(response));
    }

    private static ResponseDefinitionBuilder cbor(byte[] body) {
        return aResponse().withHeader("Content-Type", "application/cbor").withBody(body);
    }

    private static ResponseDefinitionBuilder health(String status, String component,
            Map<String, Object> details) {
        Map<String, Object> document =
                Map.of("status", status, "groups", List.of("liveness"), "components",
                        Map.of("ping", Map.of("status", "UP"), component,
                                Map.of("status", "UP", "details", details)));
        return aResponse()
                .withHeader("Content-Type", "application/vnd.spring-boot.actuator.v3+json")
                .withBody(new JsonMapper().writeValueAsBytes(document));
    }

    private static String address() {
        return "http://127.0.0.1:" + peer.getPort();
    }

    private static String freeAddress() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return "http://127.0.0.1:" + server.getLocalPort();
        }
    }

    /** Every name is 127.0.0.1 and 127.0.0.2. */
    private static final class TwoAddresses extends AddressResolverGroup<InetSocketAddress> {

        @Override
        protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
            return new InetNameResolver(executor) {

                @Override
                protected void doResolve(String name, Promise<InetAddress> promise)
                        throws Exception {
                    promise.setSuccess(InetAddress.getByName("127.0.0.1"));
                }

                @Override
                protected void doResolveAll(String name, Promise<List<InetAddress>> promise)
                        throws Exception {
                    promise.setSuccess(List.of(InetAddress.getByName("127.0.0.1"),
                            InetAddress.getByName("127.0.0.2")));
                }
            }.asAddressResolver();
        }
    }
}
