package io.binstore.backend.http;

import static io.binstore.backend.http.PathsTest.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.backend.http.RawHttp.Answer;
import io.binstore.protocol.message.Addressee;
import io.binstore.protocol.message.ClockReply;
import io.binstore.protocol.message.ClockRequest;
import io.binstore.protocol.message.Rejected;
import io.binstore.protocol.message.StatusRequest;
import io.binstore.protocol.wire.HttpBinding;
import io.binstore.protocol.wire.WireRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Messages between processes arrive, and garbage changes nothing. */
@HttpServer
class InternalTest {

    private static final ClockRequest CLOCK = new ClockRequest(Addressee.ANYBODY, 9);

    @Autowired
    private StubNode node;
    private RawHttp http;

    @BeforeEach
    void prepare(@LocalServerPort int port) {
        node.reset();
        http = new RawHttp(port);
    }

    private Answer send(WireRequest request, String path) {
        return http.call(request.method(), path, request.body(),
                request.headers().entrySet().stream()
                        .map(header -> header.getKey() + ": " + header.getValue())
                        .toArray(String[]::new));
    }

    @Test
    void answersAMessage() {
        WireRequest request = HttpBinding.request(CLOCK);
        Answer answer = send(request, request.path());
        assertThat(HttpBinding.reply(CLOCK, answer.status(), answer::header, answer.body()))
                .isEqualTo(new ClockReply(9));
    }

    @Test
    void passesARejectionOn() {
        StatusRequest status = new StatusRequest(new Addressee(1, 2));
        WireRequest request = HttpBinding.request(status);
        Answer answer = send(request, request.path());
        assertThat(HttpBinding.reply(status, answer.status(), answer::header, answer.body()))
                .isInstanceOf(Rejected.class);
    }

    @Test
    void refusesGarbage() {
        String path = HttpBinding.request(CLOCK).path();
        for (String garbage : new String[]{"", "garbage", "{}", "\u00ff\u00ff",
                "[".repeat(100_000)}) {
            problem(http.call("POST", path, garbage.getBytes(StandardCharsets.ISO_8859_1)), 400,
                    "invalid-request");
        }
    }

    @Test
    void refusesAMessageUnderAnotherName() {
        WireRequest request = HttpBinding.request(CLOCK);
        String other = HttpBinding.request(new StatusRequest(Addressee.ANYBODY)).path();
        problem(send(request, other), 400, "invalid-request");
        problem(http.call("POST", "/internal/v1/hint", request.body()), 404, "no-such-endpoint");
    }
}
