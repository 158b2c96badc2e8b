package io.binstore.bed.judge;

import io.binstore.bed.client.Workload;
import io.binstore.launcher.cluster.ClusterView;
import io.binstore.launcher.cluster.Trouble;
import io.binstore.protocol.message.Call;
import io.binstore.protocol.message.OpsRequest;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.operation.Result;
import io.binstore.protocol.wire.OpsCodec;
import io.binstore.protocol.wire.Routes;
import io.binstore.protocol.wire.WireFormat;
import io.binstore.simulation.history.HistoryWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Reads everything from every replica when all is quiet, and compares the replicas with each other.
 *
 * <p>
 * With {@code Binstore-Routing: direct} a backend answers from what it holds itself or not at all. What it answers goes
 * into a history like a client's calls, so that it is judged too.
 */
public final class FinalReads {

    private static final int BINS_AT_ONCE = 100;
    private static final int REPORTED_MAX = 8;
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ClusterView view;
    private final IntFunction<String> addresses;
    private final Map<Utf8, List<Result>> seen = new HashMap<>();
    private final List<String> differences = new ArrayList<>();
    private int replicas;

    /** @param addresses of backends, by index */
    public FinalReads(ClusterView view, IntFunction<String> addresses) {
        this.view = view;
        this.addresses = addresses;
    }

    /** @param file where the history goes */
    public void read(List<Utf8> bins, Path file) throws IOException {
        try (HistoryWriter history = new HistoryWriter(file)) {
            for (int backend : view.members().keySet()) {
                List<Utf8> own = bins.stream()
                        .filter(bin -> view.chainOf(bin.toString()).contains(backend)).toList();
                for (int i = 0; i < own.size(); i += BINS_AT_ONCE) {
                    read(backend, own.subList(i, Math.min(own.size(), i + BINS_AT_ONCE)),
                            history);
                }
            }
        }
    }

    private void read(int backend, List<Utf8> bins, HistoryWriter history) {
        List<Call> calls = new ArrayList<>();
        List<Long> numbers = new ArrayList<>();
        for (Utf8 bin : bins) {
            for (Read read : Workload.everythingOf(bin)) {
                calls.add(new Call(0, read));
                numbers.add(history.invoked(read, System.nanoTime()));
            }
        }
        List<Result> results = ask(backend, calls);
        long returned = System.nanoTime();
        for (int i = 0; i < results.size(); i++) {
            history.returned(numbers.get(i), results.get(i), returned);
        }
        int each = calls.size() / bins.size();
        for (int i = 0; i < bins.size(); i++) {
            compare(backend, bins.get(i), List.copyOf(results.subList(i * each, (i + 1) * each)));
        }
    }

    private void compare(int backend, Utf8 bin, List<Result> results) {
        replicas++;
        List<Result> others = seen.putIfAbsent(bin, results);
        boolean refused = results.stream().anyMatch(Result.Refused.class::isInstance);
        if ((refused || others != null && !others.equals(results))
                && differences.size() < REPORTED_MAX) {
            differences.add(refused ? "backend " + backend + " does not answer for bin " + bin
                    + ": " + results
                    : "backend " + backend + " holds another bin " + bin + " than the others: "
                            + results + " instead of " + others);
        }
    }

    private List<Result> ask(int backend, List<Call> calls) {
        byte[] body = OpsCodec.encodeRequest(new OpsRequest(OpsCodec.ANONYMOUS, 0, 0, calls),
                WireFormat.JSON);
        HttpRequest request = HttpRequest
                .newBuilder(URI.create(addresses.apply(backend) + Routes.OPS)).timeout(TIMEOUT)
                .header("Content-Type", WireFormat.JSON.mediaType())
                .header(Routes.ROUTING, Routes.ROUTING_DIRECT)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
        try {
            HttpResponse<byte[]> answer =
                    http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new Trouble("backend " + backend + " answers " + answer.statusCode() + ": "
                        + new String(answer.body(), StandardCharsets.UTF_8));
            }
            return OpsCodec.decodeReply(answer.body(), WireFormat.JSON, 0).results();
        } catch (IOException e) {
            throw new Trouble("backend " + backend + " does not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Trouble("interrupted", e);
        }
    }

    /** How many bins were read at how many replicas, all told. */
    public int replicas() {
        return replicas;
    }

    /** What replicas disagree about. */
    public List<String> differences() {
        return differences;
    }
}
