package io.binstore.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binstore.protocol.message.Acknowledged;
import io.binstore.protocol.message.Addressee;
import io.binstore.protocol.message.Call;
import io.binstore.protocol.message.ClockReply;
import io.binstore.protocol.message.ClockRequest;
import io.binstore.protocol.message.DetourRequest;
import io.binstore.protocol.message.HealthReply;
import io.binstore.protocol.message.HealthRequest;
import io.binstore.protocol.message.HintRequest;
import io.binstore.protocol.message.KeeperHealthReply;
import io.binstore.protocol.message.OpsReply;
import io.binstore.protocol.message.OpsRequest;
import io.binstore.protocol.message.ReadLeaseRequest;
import io.binstore.protocol.message.Rejected;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.message.Request;
import io.binstore.protocol.message.ViewReply;
import io.binstore.protocol.message.ViewRequest;
import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.ClientId;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.model.View;
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.operation.Result;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HttpBindingTest {

    private static final OpsRequest OPS = new OpsRequest(new ClientId(1, 2), 3, 4,
            List.of(new Call(0, new Read.Get(Utf8.of("b"), Utf8.of("k")))));
    private static final Map<String, String> CBOR = Map.of("Content-Type", "application/cbor");
    private static final byte[] NONE = {};

    static List<Class<?>> internalRequests() {
        Set<Class<?>> visible = Set.of(OpsRequest.class, DetourRequest.class, ViewRequest.class,
                HealthRequest.class);
        return RandomMessages.alternatives(Request.class).stream()
                .filter(type -> !visible.contains(type)).toList();
    }

    @ParameterizedTest
    @MethodSource("internalRequests")
    void sendsEveryInternalRequestUnderItsName(Class<? extends Request> type) {
        Request request = new RandomMessages(new Random(10)).next(type);
        WireRequest wire = HttpBinding.request(request);
        String name = Routes.name(type);
        assertThat(wire.method()).isEqualTo("POST");
        assertThat(wire.path()).isEqualTo("/internal/v1/" + name).matches("[a-z0-9/-]+");
        assertThat(wire.headers()).containsEntry("Content-Type", "application/cbor");
        assertThat(Routes.internal(name)).isEqualTo(type);
        assertThat(HttpBinding.internalRequest(name, wire.body())).isEqualTo(request);
    }

    @Test
    void spellsNamesWithHyphens() {
        assertThat(Routes.name(ReadLeaseRequest.class)).isEqualTo("read-lease");
        assertThat(Routes.internal("ReadLease")).isNull();
    }

    @Test
    void refusesAnotherInternalRequestThanTheNamed() {
        byte[] hint = Codec.encode(new HintRequest("a"));
        assertThatThrownBy(() -> HttpBinding.internalRequest("clock", hint))
                .isInstanceOf(MalformedMessage.class);
        assertThatThrownBy(() -> HttpBinding.internalRequest("nothing", hint))
                .isInstanceOf(MalformedMessage.class);
    }

    @Test
    void readsInternalAnswers() {
        ClockRequest request = new ClockRequest(Addressee.ANYBODY, 1);
        for (Reply reply : List.of(new ClockReply(-1),
                new Rejected(Rejected.Reason.BUSY, 1, 2, 3, "x"))) {
            assertThat(reply(request, 200, CBOR, Codec.encode(reply))).isEqualTo(reply);
        }
        assertThat(reply(new HintRequest("a"), 200, CBOR, Codec.encode(new Acknowledged())))
                .isEqualTo(new Acknowledged());
        malformed(request, 200, CBOR, Codec.encode(new Acknowledged()));
        malformed(request, 200, CBOR, NONE);
        malformed(request, 204, CBOR, NONE);
        malformed(request, 404, CBOR, Codec.encode(new ClockReply(1)));
        malformed(request, 200, Map.of("Content-Type", "text/html"),
                Codec.encode(new ClockReply(1)));
        malformed(request, 200, Map.of(), Codec.encode(new ClockReply(1)));
    }

    @Test
    void sendsOperationsDirectly() {
        WireRequest wire = HttpBinding.request(OPS);
        assertThat(wire.method() + " " + wire.path()).isEqualTo("POST /v1/ops");
        assertThat(wire.headers()).containsEntry("Binstore-Routing", "direct").containsEntry(
                "Content-Type",
                "application/cbor");
        assertThat(OpsCodec.decodeRequest(wire.body(), WireFormat.CBOR)).isEqualTo(OPS);
    }

    @Test
    void sendsADetourAsACallerWhoDoesNotRoute() {
        Request detour = new DetourRequest(OPS);
        WireRequest wire = HttpBinding.request(detour);
        assertThat(wire.path()).isEqualTo("/v1/ops");
        assertThat(wire.headers()).containsEntry("Binstore-Deadline-Ms", "4")
                .doesNotContainKey("Binstore-Routing");
        assertThat(OpsCodec.decodeRequest(wire.body(), WireFormat.CBOR)).isEqualTo(OPS);
        OpsReply reply = new OpsReply(7, List.of(Result.Done.DONE));
        assertThat(HttpBinding.reply(detour, 200,
                name -> name.equals("Binstore-Epoch") ? "7" : CBOR.get(name),
                OpsCodec.encodeReply(reply, WireFormat.CBOR))).isEqualTo(reply);
    }

    @Test
    void readsResults() {
        OpsReply reply = new OpsReply(7, List.of(new Result.Value(Utf8.of("v"))));
        Map<String, String> headers =
                Map.of("Content-Type", "application/cbor", "Binstore-Epoch", "7");
        assertThat(reply(OPS, 200, headers, OpsCodec.encodeReply(reply, WireFormat.CBOR)))
                .isEqualTo(reply);
        Map<String, String> json =
                Map.of("Content-Type", "application/json;charset=UTF-8", "Binstore-Epoch", "7");
        assertThat(reply(OPS, 200, json, OpsCodec.encodeReply(reply, WireFormat.JSON)))
                .isEqualTo(reply);

        malformed(OPS, 200, CBOR, OpsCodec.encodeReply(reply, WireFormat.CBOR));
        malformed(OPS, 503, headers, OpsCodec.encodeReply(reply, WireFormat.CBOR));
        malformed(OPS, 200, headers,
                OpsCodec.encodeReply(new OpsReply(7, List.of()), WireFormat.CBOR));
        malformed(OPS, 200, Map.of("Content-Type", "application/cbor", "Binstore-Epoch", "-7"),
                OpsCodec.encodeReply(reply, WireFormat.CBOR));
    }

    @Test
    void asksForTheViewItDoesNotKnow() {
        WireRequest first = HttpBinding.request(new ViewRequest(0, 0));
        assertThat(first.method() + " " + first.path()).isEqualTo("GET /v1/view");
        assertThat(first.body()).isNull();
        assertThat(first.headers()).doesNotContainKey("If-None-Match");
        ViewRequest request = new ViewRequest(-1, 7);
        assertThat(HttpBinding.request(request).headers()).containsEntry("If-None-Match",
                "\"ffffffffffffffff-7\"");

        View view = new View(-1, 8, List.of(), List.of(new Chain(8, 0, List.of(), List.of())),
                List.of(), 0);
        assertThat(reply(request, 200, CBOR, ViewCodec.encode(view, WireFormat.CBOR)))
                .isEqualTo(new ViewReply(8, view));
        assertThat(reply(request, 304, Map.of(), NONE)).isEqualTo(new ViewReply(7, null));
        assertThat(reply(request, 503, Map.of(), NONE)).isEqualTo(new ViewReply(0, null));
        malformed(request, 404, CBOR, NONE);
        malformed(request, 200, CBOR, NONE);
    }

    @Test
    void readsHealthWhateverTheStatusSays() {
        WireRequest wire = HttpBinding.request(new HealthRequest());
        assertThat(wire.method() + " " + wire.path()).isEqualTo("GET /actuator/health");
        byte[] backend = """
                {"status":"UP","components":{"binstore":{"details":{"incarnation":"1","clusterId":"0000000000000002",\
                "epoch":3,"state":"leaving","partitions":{"head":1,"middle":1,"tail":1,"learner":1},"bytes":1,\
                "bytesLimit":1,"clock":1}}}}""".getBytes(StandardCharsets.UTF_8);
        HealthReply health =
                new HealthReply(1, 2, 3, HealthReply.State.LEAVING, 1, 1, 1, 1, 1, 1, 1, 0,
                        List.of());
        assertThat(reply(new HealthRequest(), 200, Map.of(), backend)).isEqualTo(health);
        assertThat(reply(new HealthRequest(), 503, Map.of(), backend)).isEqualTo(health);
        byte[] keeper =
                """
                {"components":{"keeper":{"details":{"index":1,"id":"5","lead":false,"term":17,"epoch":3}}}}"""
                        .getBytes(StandardCharsets.UTF_8);
        assertThat(reply(new HealthRequest(), 200, Map.of(), keeper))
                .isEqualTo(new KeeperHealthReply(1, 5, false, 17, 3));
        malformed(new HealthRequest(), 500, Map.of(), backend);
    }

    private static Reply reply(Request request, int status, Map<String, String> headers,
            byte[] body) {
        return HttpBinding.reply(request, status, headers::get, body);
    }

    private static void malformed(Request request, int status, Map<String, String> headers,
            byte[] body) {
        assertThatThrownBy(() -> reply(request, status, headers, body))
                .isInstanceOf(MalformedMessage.class);
    }
}
