package io.binstore.backend.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binstore.backend.http.RawHttp.Answer;
import io.binstore.protocol.message.Addressee;
import io.binstore.protocol.message.Call;
import io.binstore.protocol.message.ClockReply;
import io.binstore.protocol.message.ClockRequest;
import io.binstore.protocol.message.DetourRequest;
import io.binstore.protocol.message.HealthRequest;
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
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.operation.Result;
import io.binstore.protocol.wire.Codec;
import io.binstore.protocol.wire.HttpBinding;
import io.binstore.protocol.wire.Routes;
import io.binstore.protocol.wire.WireRequest;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A connection that asks for it leaves the container, and is answered in frames. */
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
        assertThat(switching.header("Upgrade")).isEqualTo(Routes.UPGRADE_DIRECT);
    }

    private Reply ask(Request request) throws IOException {
        send(Codec.frame(request));
        return reply();
    }

    private void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    private Reply reply() throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        return Codec.decodeReply(in.readNBytes(in.readInt()));
    }

    private static byte[] frame(int length, int... bytes) {
        ByteBuffer frame = ByteBuffer.allocate(Integer.BYTES + bytes.length).putInt(length);
        for (int each : bytes) {
            frame.put((byte) each);
        }
        return frame.array();
    }

    @Test
    void answersTheCallThatAskedAndThoseThatFollow() throws IOException {
        upgradeWith(SET);
        assertThat(reply()).isEqualTo(new OpsReply(7, List.of(Result.Done.DONE)));
        assertThat(ask(GET)).isEqualTo(new OpsReply(7, List.of(new Result.Value(Utf8.of("v")))));
        assertThat(ask(CLOCK)).isEqualTo(new ClockReply(9));
        ViewReply view = (ViewReply) ask(new ViewRequest(0, 0));
        assertThat(view.view()).isEqualTo(StubNode.VIEW);
        assertThat(ask(new ViewRequest(StubNode.VIEW.cluster(), 7)))
                .isEqualTo(new ViewReply(7, null));
        assertThat(callers.calls()).isZero();
    }

    @Test
    void passesOnWhatComesByADetour() throws IOException {
        upgradeWith(SET);
        reply();
        node.direct.clear();
        assertThat(ask(new DetourRequest(SET)))
                .isEqualTo(new OpsReply(7, List.of(Result.Done.DONE)));
        assertThat(node.executed).extracting(OpsRequest::calls).containsExactly(SET.calls());
        assertThat(node.direct).isEmpty();
        assertThat(callers.calls()).isZero();
    }

    @Test
    void answersWhatIsLargeInItsOrderAndWhole() throws IOException {
        List<Utf8> many = new ArrayList<>();
        for (int i = 0; i < 200_000; i++) {
            many.add(Utf8.of("key-" + i));
        }
        node.script = operation -> operation instanceof Read.Get ? new Result.Keys(many, null)
                : Result.Done.DONE;
        upgradeWith(SET);
        reply();
        for (int i = 0; i < 3; i++) {
            assertThat(ask(GET)).isEqualTo(new OpsReply(7, List.of(new Result.Keys(many, null))));
            assertThat(ask(SET)).isEqualTo(new OpsReply(7, List.of(Result.Done.DONE)));
        }
        assertThat(callers.calls()).isZero();
    }

    @Test
    void takesMessagesByteByByte() throws IOException {
        upgradeWith(CLOCK);
        reply();
        for (byte each : Codec.frame(SET)) {
            send(new byte[]{each});
        }
        assertThat(reply()).isEqualTo(new OpsReply(7, List.of(Result.Done.DONE)));
    }

    @Test
    void isLeftAloneWithoutAsking() throws IOException {
        write(HttpBinding.request(CLOCK));
        Answer answer = read();
        assertThat(HttpBinding.reply(CLOCK, answer.status(), answer::header, answer.body()))
                .isEqualTo(new ClockReply(9));
    }

    @Test
    void refusesTheCallThatAsksAsAnyOther() throws IOException {
        write(new WireRequest("POST", Routes.OPS, HttpBinding.request(SET).headers(),
                new byte[]{1, 2, 3}), "Connection: Upgrade",
                "Upgrade: " + Routes.UPGRADE_DIRECT);
        Answer refused = read();
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void refusesGarbageAndGoesOn() throws IOException {
        upgradeWith(CLOCK);
        reply();
        OpsRequest unnumbered = new OpsRequest(new ClientId(1, 2), 1, 1_000,
                List.of(new Call(0, SET.calls().get(0).operation())));
        List<byte[]> garbage = List.of(frame(3, 1, 2, 3), frame(2, 0x85, 0x00),
                Codec.frame(unnumbered), Codec.frame(new HealthRequest()));
        for (byte[] frame : garbage) {
            send(frame);
            assertThat(((Rejected) reply()).reason()).isEqualTo(Rejected.Reason.INVALID);
        }
        assertThat(ask(CLOCK)).isEqualTo(new ClockReply(9));
        assertThat(node.direct).isEmpty();
        assertThat(callers.calls()).isZero();
    }

    @Test
    void refusesMessagesThatAreTooLongOrNone() throws IOException {
        for (int length : new int[]{99_999_999, -1, 0, 1}) {
            upgradeWith(CLOCK);
            reply();
            send(frame(length, 0x85, 0, 1, 2, 3, 4));
            assertThat(((Rejected) reply()).reason()).isEqualTo(Rejected.Reason.INVALID);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            int port = socket.getPort();
            socket.close();
            connect(port);
        }
    }

    @Test
    void refusesMessagesWhenThereIsNoRoomForThem() throws IOException {
        for (Request refused : List.of(SET, new DetourRequest(SET))) {
            upgradeWith(CLOCK);
            reply();
            try (Admission.Permit all = callers.enter()) {
                assertThatThrownBy(() -> all.reserve(Long.MAX_VALUE / 2))
                        .isInstanceOf(ProblemException.class);
                assertThat(((Rejected) ask(refused)).reason()).isEqualTo(Rejected.Reason.BUSY);
            }
            assertThat(node.direct).isEmpty();
            assertThat(node.executed).isEmpty();
            int port = socket.getPort();
            socket.close();
            connect(port);
        }
    }
}
