package io.binstore.keeper.node;

import io.binstore.protocol.message.Reply;
import io.binstore.protocol.message.Request;
import io.binstore.protocol.runtime.Timers;
import io.binstore.protocol.runtime.Transport;
import io.binstore.protocol.wire.HttpBinding;
import io.binstore.protocol.wire.WireRequest;
import io.netty.channel.ChannelOption;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import reactor.util.context.Context;

/**
 * Calls over HTTP: one attempt each, never repeated, with the outcome on the keeper's loop.
 *
 * <p>
 * Of a name with several addresses only the first is tried. The client would go on to the next one
 * after a time-out, and a refusal there (nobody listens at {@code ::1}) would testify against a
 * backend that is merely silent at the first.
 */
public final class WebClientTransport implements Transport, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WebClientTransport.class);

    /** Answers above it count as none; the largest real one is a view. */
    static final int RESPONSE_BYTES_MAX = 64 << 20;

    /** A keeper has a poll, a vote, an order and a report under way with each backend. */
    private static final int CONNECTIONS_PER_TARGET_MAX = 8;
    private static final int WAITING_PER_TARGET_MAX = 64;
    /** Below the operating system's shortest, whose exception could pass for a refusal. */
    private static final int CONNECT_TIMEOUT_MILLIS = 900;
    private static final Duration IDLE = Duration.ofSeconds(30);
    /** How long the answer to a call that has timed out is waited for, so that its connection can be used again. */
    private static final long LATE_NANOS = 10_000_000_000L;
    private static final byte[] EMPTY = {};
    /** What still comes of a call that has timed out is no news; by default it is logged as an error. */
    private static final Context QUIET = Context.of("reactor.onErrorDropped.local",
            (Consumer<Throwable>) late -> log.debug("after a time-out: {}", late.toString()));

    private final KeeperLoop loop;
    private final ConnectionProvider pool;
    private final LoopResources threads = LoopResources.create("keeper-http", 1, true);
    private final WebClient client;

    public WebClientTransport(KeeperLoop loop) {
        this(loop, UnaryOperator.identity());
    }

    /** @param network the client with another network below it */
    WebClientTransport(KeeperLoop loop, UnaryOperator<HttpClient> network) {
        this.loop = loop;
        pool = ConnectionProvider.builder("keeper").maxConnections(CONNECTIONS_PER_TARGET_MAX)
                .pendingAcquireMaxCount(WAITING_PER_TARGET_MAX).maxIdleTime(IDLE)
                .evictInBackground(IDLE).lifo()
                .build();
        HttpClient http = HttpClient.create(pool).runOn(threads, false).disableRetry(true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
                .resolvedAddressesSelector((config, addresses) -> addresses.subList(0, 1));
        client = WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(network.apply(http)))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(RESPONSE_BYTES_MAX))
                .build();
    }

    @Override
    public void call(String address, Request request, long timeoutNanos, Consumer<Outcome> then) {
        Flight flight = new Flight(then);
        flight.start(Mono.defer(() -> exchange(address, request, flight)), timeoutNanos);
    }

    private Mono<Reply> exchange(String address, Request request, Flight flight) {
        WireRequest wire = HttpBinding.request(request);
        WebClient.RequestBodySpec call = client.method(HttpMethod.valueOf(wire.method()))
                .uri(URI.create(address + wire.path()));
        wire.headers().forEach(call::header);
        call.httpRequest(connected -> flight.sent = true);
        byte[] body = wire.body();
        if (body != null) {
            call.bodyValue(body);
        }
        return call.exchangeToMono(response -> read(request, response));
    }

    private static Mono<Reply> read(Request request, ClientResponse response) {
        return response.bodyToMono(byte[].class).defaultIfEmpty(EMPTY)
                .map(body -> HttpBinding.reply(request, response.statusCode().value(),
                        name -> response.headers().asHttpHeaders().getFirst(name), body));
    }

    @Override
    public void close() {
        pool.dispose();
        threads.dispose();
    }

    /** One call under way; confined to the loop, so that it ends exactly once. */
    private final class Flight {

        private final Consumer<Outcome> then;
        private volatile boolean sent;
        private boolean over;
        private Timers.@Nullable Cancellable timeout;

        Flight(Consumer<Outcome> then) {
            this.then = then;
        }

        void start(Mono<Reply> exchange, long timeoutNanos) {
            // The subscriber's own context: one written above it is not seen by itself.
            Disposable underWay = exchange.subscribe(reply -> land(new Answered(reply)),
                    error -> land(new Failed(CallFailures.of(error))), null, QUIET);
            timeout = loop.after(timeoutNanos, () -> {
                if (sent) {
                    // To connect anew costs a busy backend more than to answer late.
                    loop.after(LATE_NANOS, underWay::dispose);
                } else {
                    underWay.dispose();
                }
                end(new Failed(Failure.UNKNOWN));
            });
        }

        private void land(Outcome outcome) {
            loop.execute(() -> end(outcome));
        }

        private void end(Outcome outcome) {
            if (over) {
                return;
            }
            over = true;
            if (timeout != null) {
                timeout.cancel();
            }
            then.accept(outcome);
        }
    }
}
