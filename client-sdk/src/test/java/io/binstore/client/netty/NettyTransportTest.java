package io.binstore.client.netty;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.binstore.protocol.message.Call;
import io.binstore.protocol.message.HealthRequest;
import io.binstore.protocol.message.KeeperHealthReply;
import io.binstore.protocol.message.OpsReply;
import io.binstore.protocol.message.OpsRequest;
import io.binstore.protocol.message.Rejected;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.message.Request;
import io.binstore.protocol.message.ViewReply;
import io.binstore.protocol.message.ViewRequest;
import io.binstore.protocol.model.ClientId;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Operation;
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.operation.Result;
import io.binstore.protocol.runtime.Transport.Answered;
import io.binstore.protocol.runtime.Transport.Failed;
import io.binstore.protocol.runtime.Transport.Failure;
import io.binstore.protocol.runtime.Transport.Outcome;
import io.binstore.protocol.wire.Codec;
import io.binstore.protocol.wire.OpsCodec;
import io.binstore.protocol.wire.Routes;
import io.binstore.protocol.wire.WireFormat;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NettyTransportTest {

    @RegisterExtension
    static final WireMockExtension PEER =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    private static final Result ONE = new Result.Value(Utf8.of("one"));
    private static final byte[] BODY =
            OpsCodec.encodeReply(new OpsReply(7, List.of(ONE)), WireFormat.CBOR);
    private static final OpsRequest OPS = ops(new Read.Get(Utf8.of("b"), Utf8.of("k")));

    private final NettyLoop loop = new NettyLoop("test-loop");
    private final NettyTransport transport = new NettyTransport(loop);

    private static OpsRequest ops(Operation operation) {
        return new OpsRequest(new ClientId(1, 2), 3, 300, List.of(new Call(0, operation)));
    }

    @AfterEach
    void close() {
        loop.close();
    }

    private CompletableFuture<Outcome> call(String address, Request request, long timeoutMillis) {
        return call(transport, address, request, timeoutMillis);
    }

    private CompletableFuture<Outcome> call(NettyTransport by, String address, Request request,
            long timeoutMillis) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        loop.execute(() -> {
            boolean[] inside = {true};
            by.call(address, request, TimeUnit.MILLISECONDS.toNanos(timeoutMillis),
                    answer -> {
                        if (inside[0] || !loop.inLoop()) {
                            outcome.completeExceptionally(
                                    new AssertionError("answered inside call, or off the loop"));
                        } else if (!outcome.complete(answer)) {
                            throw new AssertionError("answered twice");
                        }
                    });
            inside[0] = false;
        });
        return outcome;
    }

    private Outcome outcome(String address, Request request) throws Exception {
        return call(address, request, 10_000).get(20, TimeUnit.SECONDS);
    }

    private Outcome ofPeer(ResponseDefinitionBuilder response) throws Exception {
        PEER.stubFor(any(anyUrl()).willReturn(response));
        return outcome(PEER.baseUrl(), OPS);
    }

    private static ResponseDefinitionBuilder good() {
        return aResponse().withStatus(200).withHeader("Content-Type", "application/cbor")
                .withHeader(Routes.EPOCH, "7")
                .withBody(BODY);
    }

    /** A good answer as it travels. */
    private static byte[] bytes(String moreHeaders, int announced, byte[] body) {
        byte[] head =
                ("HTTP/1.1 200 OK\r\nContent-Type: application/cbor\r\nBinstore-Epoch: 7\r\nContent-Length: "
                        + announced + "\r\n" + moreHeaders + "\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    @Test
    void carriesARequestAndItsReply() throws Exception {
        assertThat(ofPeer(good())).isEqualTo(new Answered(new OpsReply(7, List.of(ONE))));
        PEER.verify(postRequestedFor(urlEqualTo("/v1/ops"))
                .withHeader("Binstore-Routing", equalTo("direct"))
                .withHeader("Content-Type", equalTo("application/cbor"))
                .withHeader("Host", equalTo("localhost:" + PEER.getPort())));
        byte[] sent = PEER.getAllServeEvents().get(0).getRequest().getBody();
        assertThat(OpsCodec.decodeRequest(sent, WireFormat.CBOR)).isEqualTo(OPS);
    }

    @Test
    void carriesARequestWithoutBody() throws Exception {
        PEER.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(304)));
        assertThat(outcome(PEER.baseUrl(), new ViewRequest(10, 4)))
                .isEqualTo(new Answered(new ViewReply(4, null)));
        PEER.verify(getRequestedFor(urlEqualTo("/v1/view")).withHeader("If-None-Match",
                equalTo("\"000000000000000a-4\"")));
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void anAnswerThatBreaksOffOrMakesNoSenseIsNone(Fault fault) throws Exception {
        assertThat(ofPeer(good().withFault(fault))).isEqualTo(new Failed(Failure.UNKNOWN));
        assertThat(ofPeer(good())).as("the next call").isInstanceOf(Answered.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 301, 400, 404, 413, 421, 429, 500, 502, 503, 504})
    void anotherStatusIsNoAnswer(int status) throws Exception {
        assertThat(ofPeer(good().withStatus(status))).isEqualTo(new Failed(Failure.UNKNOWN));
    }

    @Test
    void anotherContentIsNoAnswer() throws Exception {
        List<ResponseDefinitionBuilder> odd = List.of(
                good().withHeader("Content-Type", "text/html"),
                good().withBody("<html>"), good().withBody(new byte[0]),
                good().withBody(new byte[]{1}),
                aResponse().withHeader("Content-Type", "application/cbor").withBody(BODY),
                good().withBody(
                        OpsCodec.encodeReply(new OpsReply(7, List.of(ONE, ONE)), WireFormat.CBOR)));
        for (ResponseDefinitionBuilder response : odd) {
            assertThat(ofPeer(response)).isEqualTo(new Failed(Failure.UNKNOWN));
        }
    }

    @Test
    void aBodyThatEndsEarlyIsNoAnswer() throws Exception {
        for (String headers : List.of("", "Connection: close\r\n")) {
            try (RawServer server =
                    new RawServer(RawServer.once(bytes(headers, BODY.length + 1, BODY)))) {
                assertThat(outcome(server.address(), OPS)).isEqualTo(new Failed(Failure.UNKNOWN));
            }
        }
    }

    @Test
    void anAnswerBeyondAllBoundsIsNone() throws Exception {
        byte[] huge = bytes("", Peer.RESPONSE_BYTES_MAX + 1, new byte[100]);
        byte[] headers = bytes("X: " + "x".repeat(100_000) + "\r\n", BODY.length, BODY);
        for (byte[] answer : List.of(huge, headers)) {
            try (RawServer server = new RawServer(RawServer.always(answer))) {
                assertThat(outcome(server.address(), OPS)).isEqualTo(new Failed(Failure.UNKNOWN));
            }
        }
    }

    @Test
    void aSlowAnswerIsNoneAndDoesNotReachTheNextCall() throws Exception {
        PEER.stubFor(any(urlEqualTo("/v1/ops")).willReturn(good().withFixedDelay(2_000)));
        PEER.stubFor(any(urlEqualTo("/v1/view"))
                .willReturn(aResponse().withStatus(304).withFixedDelay(1)));
        assertThat(call(PEER.baseUrl(), OPS, 100).get(20, TimeUnit.SECONDS))
                .isEqualTo(new Failed(Failure.UNKNOWN));
        for (int i = 0; i < 3; i++) {
            assertThat(outcome(PEER.baseUrl(), new ViewRequest(1, 4)))
                    .isEqualTo(new Answered(new ViewReply(4, null)));
        }
    }

    @Test
    void aLateAnswerIsDroppedAndItsConnectionUsedAgain() throws Exception {
        CountDownLatch late = new CountDownLatch(1);
        byte[] stale = OpsCodec.encodeReply(
                new OpsReply(7, List.of(new Result.Value(Utf8.of("stale")))), WireFormat.CBOR);
        try (RawServer server = new RawServer((socket, it) -> {
            it.readRequest(socket.getInputStream());
            awaitQuietly(late);
            socket.getOutputStream().write(bytes("", stale.length, stale));
            RawServer.always(bytes("", BODY.length, BODY)).handle(socket, it);
        })) {
            assertThat(call(server.address(), OPS, 200).get(20, TimeUnit.SECONDS))
                    .isEqualTo(new Failed(Failure.UNKNOWN));
            late.countDown();
            await().atMost(Duration.ofSeconds(20)).until(() -> free(server.address()) == 1);
            assertThat(outcome(server.address(), OPS))
                    .isEqualTo(new Answered(new OpsReply(7, List.of(ONE))));
            assertThat(server.accepted).hasValue(1);
        }
    }

    @Test
    void onlySoManyLateAnswersAreWaitedFor() throws Exception {
        AtomicInteger open = new AtomicInteger();
        RawServer.Behaviour silence = (socket, server) -> {
            open.incrementAndGet();
            while (server.readRequest(socket.getInputStream())) {
                // No answer.
            }
            open.decrementAndGet();
        };
        try (RawServer server = new RawServer(silence)) {
            List<CompletableFuture<Outcome>> calls = new ArrayList<>();
            for (int i = 0; i < 2 * Peer.LATE_MAX; i++) {
                calls.add(call(server.address(), OPS, 1_000));
            }
            for (CompletableFuture<Outcome> each : calls) {
                assertThat(each.get(20, TimeUnit.SECONDS)).isEqualTo(new Failed(Failure.UNKNOWN));
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> open.get() == Peer.LATE_MAX);
        }
    }

    private int free(String address) throws Exception {
        CompletableFuture<Integer> free = new CompletableFuture<>();
        loop.execute(() -> free.complete(transport.free(address)));
        return free.get(20, TimeUnit.SECONDS);
    }

    private static void awaitQuietly(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void aNameThatDoesNotExistIsUnresolved() throws Exception {
        assertThat(outcome("http://no-such-host.invalid:7100", OPS))
                .isEqualTo(new Failed(Failure.UNRESOLVED));
    }

    @Test
    void aRefusedConnectionIsEvidence() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertThat(outcome("http://localhost:" + port, OPS)).isEqualTo(new Failed(Failure.REFUSED));
        assertThat(outcome("http://127.0.0.1:" + port, OPS)).isEqualTo(new Failed(Failure.REFUSED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://localhost:1", "no address", ""})
    void whatHasNoAddressIsNotSent(String address) throws Exception {
        assertThat(outcome(address, OPS)).isEqualTo(new Failed(Failure.NOT_SENT));
    }

    @Test
    void keepsAConnectionOpen() throws Exception {
        try (RawServer server = new RawServer(RawServer.always(bytes("", BODY.length, BODY)))) {
            for (int i = 0; i < 10; i++) {
                assertThat(outcome(server.address(), OPS)).isInstanceOf(Answered.class);
            }
            assertThat(server.accepted).hasValue(1);
        }
    }

    /** Answers the first call after it has switched to frames, then in frames, whatever is asked. */
    private static RawServer.Behaviour framing(Reply reply) {
        byte[] switching = ("HTTP/1.1 101 \r\nConnection: Upgrade\r\nUpgrade: "
                + Routes.UPGRADE_DIRECT + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
        byte[] frame = Codec.frame(reply);
        return (socket, raw) -> {
            DataInputStream in =
                    new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            raw.readRequest(in);
            byte[] both = Arrays.copyOf(switching, switching.length + frame.length);
            System.arraycopy(frame, 0, both, switching.length, frame.length);
            socket.getOutputStream().write(both);
            while (true) {
                byte[] asked = in.readNBytes(in.readInt());
                assertThat(Codec.decodeRequest(asked)).isEqualTo(OPS);
                raw.requests.incrementAndGet();
                for (byte each : frame) {
                    socket.getOutputStream().write(each);
                }
            }
        };
    }

    @Test
    void speaksInFramesOnAConnectionThatIsTakenOver() throws Exception {
        OpsReply reply = new OpsReply(7, List.of(ONE));
        try (RawServer server = new RawServer(framing(reply))) {
            for (int i = 0; i < 3; i++) {
                assertThat(outcome(server.address(), OPS)).isEqualTo(new Answered(reply));
            }
            assertThat(server.accepted).hasValue(1);
            assertThat(server.requests).hasValue(3);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 503})
    void asksTheActuatorOnAConnectionOfItsOwn(int status) throws Exception {
        OpsReply reply = new OpsReply(7, List.of(ONE));
        byte[] health = """
                {"status":"OUT_OF_SERVICE","components":{"keeper":{"status":"UP","details":
                {"index":1,"id":"77","lead":true,"term":33,"epoch":7}}}}"""
                .getBytes(StandardCharsets.UTF_8);
        byte[] answer = bytes("", health.length, health);
        System.arraycopy(Integer.toString(status).getBytes(StandardCharsets.ISO_8859_1), 0, answer,
                "HTTP/1.1 ".length(), 3);
        try (RawServer server = new RawServer((socket, it) -> (it.accepted.get() == 1
                ? framing(reply) : RawServer.always(answer)).handle(socket, it))) {
            for (int i = 0; i < 3; i++) {
                assertThat(outcome(server.address(), OPS)).isEqualTo(new Answered(reply));
                assertThat(outcome(server.address(), new HealthRequest()))
                        .isEqualTo(new Answered(new KeeperHealthReply(1, 77, true, 33, 7)));
            }
            assertThat(server.accepted).hasValue(2);
        }
    }

    @Test
    void aRefusalInAFrameIsAnAnswer() throws Exception {
        Rejected busy = new Rejected(Rejected.Reason.BUSY, 0, 0, 0, "come again");
        try (RawServer server = new RawServer(framing(busy))) {
            assertThat(outcome(server.address(), OPS)).isEqualTo(new Answered(busy));
        }
    }

    @Test
    void aFrameThatDoesNotAnswerTheCallIsNoAnswer() throws Exception {
        for (Reply odd : List.of(new OpsReply(7, List.of(ONE, ONE)), new ViewReply(7, null))) {
            try (RawServer server = new RawServer(framing(odd))) {
                assertThat(outcome(server.address(), OPS)).isEqualTo(new Failed(Failure.UNKNOWN));
            }
        }
        byte[] other = "HTTP/1.1 101 \r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n"
                .getBytes(StandardCharsets.ISO_8859_1);
        try (RawServer server = new RawServer(RawServer.always(other))) {
            assertThat(outcome(server.address(), OPS)).isEqualTo(new Failed(Failure.UNKNOWN));
        }
    }

    @Test
    void asksOnceForAConnectionToBeTakenOver() throws Exception {
        PEER.stubFor(any(anyUrl()).willReturn(good()));
        for (int i = 0; i < 3; i++) {
            assertThat(outcome(PEER.baseUrl(), OPS)).isInstanceOf(Answered.class);
        }
        assertThat(PEER.getAllServeEvents().stream()
                .filter(event -> event.getRequest().containsHeader("Upgrade"))).hasSizeLessThan(2);
    }

    @Test
    void opensAnotherConnectionWhenThePeerSaysThatItCloses() throws Exception {
        byte[] answer = bytes("Connection: close\r\n", BODY.length, BODY);
        try (RawServer server = new RawServer(RawServer.always(answer))) {
            for (int i = 0; i < 3; i++) {
                assertThat(outcome(server.address(), OPS)).isInstanceOf(Answered.class);
            }
            assertThat(server.accepted).hasValue(3);
        }
    }

    @Test
    void survivesAPeerThatClosesWithoutSayingSo() throws Exception {
        try (RawServer server = new RawServer(RawServer.once(bytes("", BODY.length, BODY)))) {
            int answered = 0;
            for (int i = 0; i < 20; i++) {
                Outcome outcome = outcome(server.address(), OPS);
                assertThat(outcome).isNotEqualTo(new Failed(Failure.REFUSED));
                answered += outcome instanceof Answered ? 1 : 0;
            }
            assertThat(server.requests.get()).as("nothing is sent twice").isLessThanOrEqualTo(20);
            assertThat(answered).isPositive();
        }
    }

    @Test
    void boundsConnectionsAndWaitingCalls() throws Exception {
        AtomicInteger open = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        RawServer.Behaviour silence = (socket, server) -> {
            most.accumulateAndGet(open.incrementAndGet(), Math::max);
            while (server.readRequest(socket.getInputStream())) {
                // No answer.
            }
            open.decrementAndGet();
        };
        try (RawServer server = new RawServer(silence)) {
            List<CompletableFuture<Outcome>> held = new ArrayList<>();
            for (int i = 0; i < Peer.CONNECTIONS_MAX; i++) {
                held.add(call(server.address(), OPS, 60_000));
            }
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> server.requests.get() == Peer.CONNECTIONS_MAX);
            CompletableFuture<Outcome> waiting = call(server.address(), OPS, 1_000);
            for (int i = 1; i < Peer.WAITING_MAX; i++) {
                call(server.address(), OPS, 60_000);
            }
            assertThat(outcome(server.address(), OPS)).as("beyond the bound")
                    .isEqualTo(new Failed(Failure.NOT_SENT));
            assertThat(waiting.get(20, TimeUnit.SECONDS)).isEqualTo(new Failed(Failure.UNKNOWN));
            assertThat(held).noneMatch(CompletableFuture::isDone);
            assertThat(server.requests).hasValue(Peer.CONNECTIONS_MAX);
            assertThat(most).hasValue(Peer.CONNECTIONS_MAX);
        }
    }

    @Test
    void servesMoreCallsThanItHasConnections() throws Exception {
        try (RawServer server = new RawServer(RawServer.always(bytes("", BODY.length, BODY)))) {
            List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                outcomes.add(call(server.address(), OPS, 10_000));
            }
            for (CompletableFuture<Outcome> outcome : outcomes) {
                assertThat(outcome.get(20, TimeUnit.SECONDS)).isInstanceOf(Answered.class);
            }
            assertThat(server.accepted.get()).isLessThanOrEqualTo(Peer.CONNECTIONS_MAX);
        }
    }

    @Test
    void aPeerThatDoesNotReadIsSilent() throws Exception {
        RawServer.Behaviour deaf = (socket, server) -> {
            // Accepts, and never reads: what the system takes in is far less than the request.
        };
        try (RawServer server = new RawServer(deaf)) {
            OpsRequest large = ops(
                    new Mutation.Set(Utf8.of("b"), Utf8.of("k"), Utf8.trusted(new byte[40 << 20])));
            assertThat(call(server.address(), large, 1_000).get(20, TimeUnit.SECONDS))
                    .isEqualTo(new Failed(Failure.UNKNOWN));
        }
    }

    @Test
    void sendsARequestAgainThatDidNotLeaveAsAWhole() throws Exception {
        // Whether the first connection breaks while the request is on its way into it is up to the
        // system, but not that such a request is read as a whole at most once, and answered.
        OpsRequest large =
                ops(new Mutation.Set(Utf8.of("b"), Utf8.of("k"), Utf8.trusted(new byte[40 << 20])));
        byte[] answer = bytes("", BODY.length, BODY);
        try (RawServer server = new RawServer((socket, it) -> {
            if (it.accepted.get() == 1) {
                socket.getInputStream().readNBytes(1_000);
                socket.setSoLinger(true, 0);
                socket.close();
            } else {
                RawServer.always(answer).handle(socket, it);
            }
        })) {
            assertThat(outcome(server.address(), large)).isInstanceOf(Answered.class);
            assertThat(server.requests).hasValue(1);
        }
    }

    @Test
    void closingEndsAllCallsAndTakesNoMore() throws Exception {
        RawServer.Behaviour silence =
                (socket, server) -> server.readRequest(socket.getInputStream());
        try (RawServer server = new RawServer((socket, it) -> {
            silence.handle(socket, it);
            it.readRequest(socket.getInputStream());
        })) {
            CompletableFuture<Outcome> sent = call(server.address(), OPS, 60_000);
            await().atMost(Duration.ofSeconds(20)).until(() -> server.requests.get() == 1);
            loop.execute(transport::close);
            assertThat(sent.get(20, TimeUnit.SECONDS)).isEqualTo(new Failed(Failure.UNKNOWN));
            assertThat(outcome(server.address(), OPS)).isEqualTo(new Failed(Failure.NOT_SENT));
        }
    }

    @Test
    void closesWhatABurstOfCallsLeavesBehind() throws Exception {
        NettyTransport impatient = new NettyTransport(loop, Duration.ofMillis(300).toNanos());
        AtomicInteger ended = new AtomicInteger();
        RawServer.Behaviour answering = RawServer.always(bytes("", BODY.length, BODY));
        try (RawServer server = new RawServer((socket, it) -> {
            answering.handle(socket, it);
            ended.incrementAndGet();
        })) {
            List<CompletableFuture<Outcome>> burst = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                burst.add(call(impatient, server.address(), OPS, 10_000));
            }
            for (CompletableFuture<Outcome> outcome : burst) {
                assertThat(outcome.get(20, TimeUnit.SECONDS)).isInstanceOf(Answered.class);
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> server.accepted.get() > 0
                    && ended.get() == server.accepted.get());
            assertThat(call(impatient, server.address(), OPS, 10_000).get(20, TimeUnit.SECONDS))
                    .isInstanceOf(Answered.class);
        }
    }

    @Test
    void forgetsPeersWithoutConnections() throws IOException, Exception {
        try (RawServer server = new RawServer(RawServer.once(bytes("", BODY.length, BODY)))) {
            outcome(server.address(), OPS);
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                CompletableFuture<Integer> peers = new CompletableFuture<>();
                loop.execute(() -> peers.complete(transport.peers()));
                return peers.get(20, TimeUnit.SECONDS) == 0;
            });
        }
    }
}
