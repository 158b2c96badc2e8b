package io.binstore.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.binstore.protocol.message.OpsReply;
import io.binstore.protocol.message.OpsRequest;
import io.binstore.protocol.operation.Result;
import io.binstore.protocol.wire.OpsCodec;
import io.binstore.protocol.wire.Routes;
import io.binstore.protocol.wire.ViewCodec;
import io.binstore.protocol.wire.WireFormat;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A member of the view misbehaves in every way that HTTP allows; the calls of the client's user go
 * on.
 */
@Timeout(60)
class MisbehavingPeerTest {

    @RegisterExtension
    static final WireMockExtension BAD =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    private final FakeBackend good = new FakeBackend();
    private final BinStoreClient client = BinStoreClient.builder().backends(good.address())
            .deadline(Duration.ofSeconds(30)).build();
    private final Bin bin = client.bin("b");

    @AfterEach
    void close() {
        client.close();
        good.close();
    }

    private static ResponseDefinitionBuilder answer() {
        byte[] done =
                OpsCodec.encodeReply(new OpsReply(1, List.of(Result.Done.DONE)), WireFormat.CBOR);
        return aResponse().withHeader("Content-Type", "application/cbor")
                .withHeader(Routes.EPOCH, "1")
                .withBody(done);
    }

    static Stream<Arguments> misbehaviours() {
        return Stream.of(
                Arguments.of("slow", answer().withFixedDelay(20_000)),
                Arguments.of("reset", answer().withFault(Fault.CONNECTION_RESET_BY_PEER)),
                Arguments.of("empty", answer().withFault(Fault.EMPTY_RESPONSE)),
                Arguments.of("garbage", answer().withFault(Fault.RANDOM_DATA_THEN_CLOSE)),
                Arguments.of("bad chunk", answer().withFault(Fault.MALFORMED_RESPONSE_CHUNK)),
                Arguments.of("wrong body", answer().withBody("<html>hello</html>")),
                Arguments.of("wrong type", answer().withHeader("Content-Type", "text/html")),
                Arguments.of("wrong results", answer()
                        .withBody(
                                OpsCodec.encodeReply(new OpsReply(1, List.of()), WireFormat.CBOR))),
                Arguments.of("result of another call", answer().withBody(
                        OpsCodec.encodeReply(new OpsReply(1, List.of(new Result.Removed(1))),
                                WireFormat.CBOR))),
                Arguments.of("not found", answer().withStatus(404)),
                Arguments.of("server error", answer().withStatus(500)),
                Arguments.of("overloaded", answer().withStatus(503)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("misbehaviours")
    void readsElsewhere(String name, ResponseDefinitionBuilder misbehaviour) {
        BAD.stubFor(any(anyUrl()).willReturn(misbehaviour));
        good.view = FakeBackend.view(1, good.address(), BAD.baseUrl());
        bin.set("k", "v");
        long begin = System.nanoTime();
        // Which replica a read goes to is left to chance: enough of them that one meets the bad one.
        for (int i = 0; i < 4 || opsSeen() == 0 && i < 64; i++) {
            assertThat(bin.get("k")).hasValue("v");
        }
        assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(10));
        BAD.verify(postRequestedFor(urlEqualTo(Routes.OPS)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("misbehaviours")
    void repeatsMutationsUnderOneIdentityUntilTheViewChanges(String name,
            ResponseDefinitionBuilder misbehaviour)
            throws Exception {
        BAD.stubFor(any(anyUrl()).willReturn(misbehaviour));
        good.view = FakeBackend.view(1, BAD.baseUrl(), good.address());
        CompletableFuture<Void> append = bin.async().listAppend("l", "once");
        await().atMost(Duration.ofSeconds(20)).until(() -> opsSeen() > 0);
        assertThat(append).isNotDone();
        good.view = FakeBackend.view(2, good.address());
        append.get(20, TimeUnit.SECONDS);
        assertThat(bin.listGet("l")).containsExactly("once");
        assertThat(opsAtBad()).extracting(request -> request.calls().get(0).sequence())
                .containsOnly(1L);
        assertThat(opsAtBad()).extracting(OpsRequest::client)
                .containsOnly(opsAtBad().get(0).client());
    }

    @Test
    void appliesAMutationOnceWhoseAnswersGetLost() {
        good.view = FakeBackend.view(1, good.address());
        bin.listAppend("l", "a");
        int before = good.requests.get();
        good.answersToLose.set(3);
        bin.listAppend("l", "b");
        assertThat(good.requests.get() - before).as("attempts").isEqualTo(4);
        good.answersToLose.set(2);
        assertThat(bin.listRemove("l", "b")).isEqualTo(1);
        assertThat(bin.listGet("l")).containsExactly("a");
    }

    @Test
    void followsTheViewWhenTheHeadRefuses() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        good.view = FakeBackend.view(1, "http://localhost:" + port, good.address());
        CompletableFuture<Void> set = bin.async().set("k", "v");
        assertThat(bin.get("other")).as("reads go on").isEmpty();
        assertThat(set).isNotDone();
        good.view = FakeBackend.view(2, good.address());
        set.get(20, TimeUnit.SECONDS);
    }

    @Test
    void saysUnknownWhenTheOnlyHeadNeverAnswers() {
        BAD.stubFor(any(anyUrl()).willReturn(answer().withFixedDelay(20_000)));
        good.view = FakeBackend.view(1, BAD.baseUrl());
        try (BinStoreClient hasty =
                BinStoreClient.builder().backends(good.address()).deadline(Duration.ofSeconds(1))
                        .build()) {
            assertThatThrownBy(() -> hasty.bin("b").set("k", "v"))
                    .isInstanceOf(OutcomeUnknownException.class);
            assertThatThrownBy(() -> hasty.bin("b").get("k"))
                    .isInstanceOf(UnavailableException.class);
        }
    }

    @Test
    void findsTheViewPastSeedsThatMisbehave() throws Exception {
        good.view = FakeBackend.view(1, good.address());
        misbehaviours().forEach(arguments -> {
            BAD.stubFor(any(anyUrl()).willReturn((ResponseDefinitionBuilder) arguments.get()[1]));
            try (BinStoreClient other =
                    BinStoreClient.builder().backends(BAD.baseUrl(), good.address()).build()) {
                assertThat(other.bin("b").get("k")).isEmpty();
            }
        });
    }

    @Test
    void takesNoNonsenseForAView() {
        good.view = FakeBackend.view(1, good.address());
        byte[] empty = ViewCodec.encode(FakeBackend.view(9), WireFormat.CBOR);
        BAD.stubFor(any(anyUrl()).willReturn(answer().withBody(empty)));
        BAD.stubFor(post(urlEqualTo(Routes.OPS)).willReturn(answer().withStatus(500)));
        try (BinStoreClient other =
                BinStoreClient.builder().backends(BAD.baseUrl(), good.address()).build()) {
            for (int i = 0; i < 5; i++) {
                assertThat(other.bin("b").get("k")).isEmpty();
            }
        }
    }

    private static long opsSeen() {
        return opsAtBad().size();
    }

    private static List<OpsRequest> opsAtBad() {
        return BAD.findAll(postRequestedFor(urlEqualTo(Routes.OPS))).stream()
                .map(request -> OpsCodec.decodeRequest(request.getBody(), WireFormat.CBOR))
                .toList();
    }
}
