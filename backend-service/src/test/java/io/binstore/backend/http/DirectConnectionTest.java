package io.binstore.backend.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.backend.http.RawHttp.Answer;
import io.binstore.protocol.message.Addressee;
import io.binstore.protocol.message.Call;
import io.binstore.protocol.message.ClockReply;
import io.binstore.protocol.message.ClockRequest;
import io.binstore.protocol.message.OpsReply;
import io.binstore.protocol.message.OpsRequest;
import io.binstore.protocol.message.Request;
import io.binstore.protocol.message.ViewReply;
import io.binstore.protocol.message.ViewRequest;
import io.binstore.protocol.model.ClientId;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.operation.Result;
import io.binstore.protocol.wire.HttpBinding;
import io.binstore.protocol.wire.Routes;
import io.binstore.protocol.wire.WireRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A connection that asks for it leaves the container, and is answered as before. */
@HttpServer
class DirectConnectionTest {

    private static final int PATIENCE_MILLIS = 15_000;
    private static final ClockRequest CLOCK = new ClockRequest(Addressee.ANYBODY, 9);
    private static final Utf8 BIN = Utf8.of("bin");
    private static final OpsRequest SET = new OpsRequest(new ClientId(1, 2), 1, 1_000,
            List.of(new Call(1, new Mutation.Set(BIN, Utf8.of("k"), Utf8.of("v")))));
    private static final OpsRequest GET = new OpsRequest(new ClientId(1, 2), 1, 1_000,
            List.of(new Call(0, new Read.Get(BIN, Utf8.of("k")))));

    @Autowired
    private StubNode node;
    @Autowired
    @Qualifier("callers")
    private Admission callers;
    private Socket socket;

    @BeforeEach
    void connect(@LocalServerPort int port) throws IOException {
        node.reset();
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
    }

    private Answer read() throws IOException {
        return Answer.read(socket.getInputStream(), false);
    }

    private void write(WireRequest request, String... headers) throws IOException {
        StringBuilder head = new StringBuilder(
                request.method() + " " + request.path() + " HTTP/1.1\r\nHost: localhost\r\n");
        request.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        byte[] body = request.body() == null ? new byte[0] : request.body();
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(body);
        socket.getOutputStream().write(bytes.toByteArray());
    }

    private void upgradeWith(Request request) throws IOException {
        write(HttpBinding.request(request), "Connection: Upgrade",
                "Upgrade: " + Routes.UPGRADE_DIRECT);
        Answer switching = read();
        assertThat(switching.status()).isEqualTo(101);
        assertThat(switching.header("Upgrade")).isEqualTo("binstore-direct, HTTP/1.1");
    }

    private Object replyTo(Request request) throws IOException {
        Answer answer = read();
        return HttpBinding.reply(request, answer.status(), answer::header, answer.body());
    }

    @Test
    void answersTheCallThatAskedAndThoseThatFollow() throws IOException {
        upgradeWith(SET);
        assertThat(replyTo(SET)).isEqualTo(new OpsReply(7, List.of(Result.Done.DONE)));
        write(HttpBinding.request(GET));
        assertThat(replyTo(GET))
                .isEqualTo(new OpsReply(7, List.of(new Result.Value(Utf8.of("v")))));
        write(HttpBinding.request(CLOCK));
        assertThat(replyTo(CLOCK)).isEqualTo(new ClockReply(9));
        ViewRequest view = new ViewRequest(0, 0);
        write(HttpBinding.request(view));
        assertThat(((ViewReply) replyTo(view)).epoch()).isEqualTo(7);
        assertThat(callers.calls()).isZero();
    }

    @Test
    void saysThatTheViewIsKnown() throws IOException {
        upgradeWith(CLOCK);
        replyTo(CLOCK);
        ViewRequest known = new ViewRequest(StubNode.VIEW.cluster(), 7);
        write(HttpBinding.request(known));
        assertThat(replyTo(known)).isEqualTo(new ViewReply(7, null));
    }

    @Test
    void isLeftAloneWithoutAsking() throws IOException {
        write(HttpBinding.request(CLOCK));
        assertThat(replyTo(CLOCK)).isEqualTo(new ClockReply(9));
    }

    @Test
    void refusesGarbageAndGoesOn() throws IOException {
        upgradeWith(CLOCK);
        replyTo(CLOCK);
        write(new WireRequest("POST", Routes.OPS, HttpBinding.request(SET).headers(),
                new byte[]{1, 2, 3}));
        Answer refused = read();
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        write(new WireRequest("GET", "/v1/bins/a/values/b", java.util.Map.of(), null));
        assertThat(read().status()).isEqualTo(404);
        write(HttpBinding.request(CLOCK));
        assertThat(replyTo(CLOCK)).isEqualTo(new ClockReply(9));
        assertThat(node.direct).isEmpty();
    }

    @Test
    void refusesBodiesThatAreTooLong() throws IOException {
        upgradeWith(CLOCK);
        replyTo(CLOCK);
        socket.getOutputStream().write(("POST /v1/ops HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Length: 99999999\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(read().status()).isEqualTo(413);
    }
}
