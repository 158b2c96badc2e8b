package io.binstore.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.binstore.protocol.message.Call;
import io.binstore.protocol.message.OpsReply;
import io.binstore.protocol.message.OpsRequest;
import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.ClientId;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.Replica;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.model.View;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Operation;
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.operation.Result;
import io.binstore.protocol.wire.OpsCodec;
import io.binstore.protocol.wire.Routes;
import io.binstore.protocol.wire.ViewCodec;
import io.binstore.protocol.wire.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A backend over HTTP for tests: one store, all partitions, exactly once. */
final class FakeBackend implements AutoCloseable {

    private record Identity(ClientId client, long sequence) {
    }

    final AtomicInteger requests = new AtomicInteger();
    /** So many answers get lost after their operations were applied. */
    final AtomicInteger answersToLose = new AtomicInteger();
    volatile @Nullable View view;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, TreeMap<Utf8, Utf8>> values = new HashMap<>();
    private final Map<String, TreeMap<Utf8, List<Utf8>>> lists = new HashMap<>();
    private final Map<String, Long> clocks = new HashMap<>();
    private final Map<Identity, Result> answered = new HashMap<>();

    FakeBackend() {
        this(0);
    }

    FakeBackend(int port) {
        try {
            server = HttpServer
                    .create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext(Routes.VIEW, this::view);
        server.createContext(Routes.OPS, this::ops);
        server.start();
    }

    String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** A view with one partition, whose chain is all addresses in this order. */
    static View view(long epoch, String... addresses) {
        List<Member> members = new ArrayList<>();
        List<Replica> replicas = new ArrayList<>();
        for (int i = 0; i < addresses.length; i++) {
            members.add(new Member(i, addresses[i], i + 100));
            replicas.add(new Replica(i, 0));
        }
        return new View(10, epoch, members, List.of(new Chain(epoch, 0, replicas, List.of())),
                List.of(), 0);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void view(HttpExchange exchange) throws IOException {
        View active = view;
        if (active == null) {
            answer(exchange, 503, null);
        } else if (ViewCodec.etag(active)
                .equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            answer(exchange, 304, null);
        } else {
            answer(exchange, 200, ViewCodec.encode(active, WireFormat.CBOR));
        }
    }

    private void ops(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        OpsRequest request =
                OpsCodec.decodeRequest(exchange.getRequestBody().readAllBytes(), WireFormat.CBOR);
        View active = view;
        List<Result> results = new ArrayList<>();
        for (Call call : request.calls()) {
            results.add(active == null
                    ? new Result.Refused(Result.Reason.NOT_READY, "no view")
                    : once(new Identity(request.client(), call.sequence()), call.operation()));
        }
        if (answersToLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            exchange.close();
            return;
        }
        long epoch = active == null ? 0 : active.epoch();
        exchange.getResponseHeaders().set(Routes.EPOCH, Long.toString(epoch));
        answer(exchange, 200, OpsCodec.encodeReply(new OpsReply(epoch, results), WireFormat.CBOR));
    }

    private static void answer(HttpExchange exchange, int status, byte @Nullable [] body)
            throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/cbor");
            exchange.sendResponseHeaders(status, body == null ? -1 : body.length);
            if (body != null) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private synchronized Result once(Identity identity, Operation operation) {
        if (operation instanceof Mutation) {
            return answered.computeIfAbsent(identity, id -> apply(operation));
        }
        return apply(operation);
    }

    private Result apply(Operation operation) {
        String bin = operation.bin().toString();
        TreeMap<Utf8, Utf8> strings = values.computeIfAbsent(bin, name -> new TreeMap<>());
        TreeMap<Utf8, List<Utf8>> items = lists.computeIfAbsent(bin, name -> new TreeMap<>());
        if (operation instanceof Read.Get get) {
            return new Result.Value(strings.get(get.key()));
        }
        if (operation instanceof Mutation.Set set) {
            if (set.value().equals(Utf8.of("too large"))) {
                return new Result.Refused(Result.Reason.TOO_LARGE, "value");
            }
            if (set.value().equals(Utf8.of("full"))) {
                return new Result.Refused(Result.Reason.FULL, "memory");
            }
            if (set.value().isEmpty()) {
                strings.remove(set.key());
            } else {
                strings.put(set.key(), set.value());
            }
            return Result.Done.DONE;
        }
        if (operation instanceof Read.ListGet get) {
            return new Result.Items(items.getOrDefault(get.key(), List.of()));
        }
        if (operation instanceof Mutation.ListAppend append) {
            items.computeIfAbsent(append.key(), key -> new ArrayList<>()).add(append.value());
            return Result.Done.DONE;
        }
        if (operation instanceof Mutation.ListRemove remove) {
            List<Utf8> list = items.getOrDefault(remove.key(), new ArrayList<>());
            int before = list.size();
            list.removeAll(Arrays.asList(remove.value()));
            return new Result.Removed(before - list.size());
        }
        if (operation instanceof Read.Keys keys) {
            return page(new ArrayList<>(strings.keySet()), keys.prefix(), keys.suffix(),
                    keys.after(), keys.limit());
        }
        if (operation instanceof Read.ListKeys keys) {
            items.values().removeIf(List::isEmpty);
            return page(new ArrayList<>(items.keySet()), keys.prefix(), keys.suffix(), keys.after(),
                    keys.limit());
        }
        long atLeast = ((Mutation.Clock) operation).atLeast();
        long next = clocks.getOrDefault(bin, 0L);
        long clock = Long.compareUnsigned(atLeast, next) > 0 ? atLeast : next;
        clocks.put(bin, clock + 1);
        return new Result.ClockValue(clock);
    }

    private static Result page(List<Utf8> keys, Utf8 prefix, Utf8 suffix, @Nullable Utf8 after,
            int limit) {
        keys.removeIf(key -> !key.startsWith(prefix) || !key.endsWith(suffix)
                || after != null && key.compareTo(after) <= 0);
        boolean more = limit > 0 && keys.size() > limit;
        List<Utf8> page = more ? keys.subList(0, limit) : keys;
        return new Result.Keys(page, more ? page.get(page.size() - 1) : null);
    }
}
