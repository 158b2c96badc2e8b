package io.binstore.bed.client;

import io.binstore.protocol.message.Call;
import io.binstore.protocol.message.OpsRequest;
import io.binstore.protocol.operation.Operation;
import io.binstore.protocol.operation.Result;
import io.binstore.protocol.wire.OpsCodec;
import io.binstore.protocol.wire.Routes;
import io.binstore.protocol.wire.WireFormat;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Asks one backend in JSON, as a program without the SDK would. */
public final class PlainHttp {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * The results of a batch, in its order.
     *
     * @param direct whether the backend is to answer from what it holds itself or not at all
     * @throws IOException if there is no answer in time, or none with results
     */
    public List<Result> ask(String address, List<? extends Operation> operations, boolean direct,
            Duration timeout) throws IOException {
        byte[] body = OpsCodec.encodeRequest(
                new OpsRequest(OpsCodec.ANONYMOUS, 0, 0,
                        operations.stream().map(each -> new Call(0, each)).toList()),
                WireFormat.JSON);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + Routes.OPS))
                .timeout(timeout).header("Content-Type", WireFormat.JSON.mediaType())
                .header(Routes.DEADLINE_MS, Long.toString(timeout.toMillis()))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (direct) {
            request.header(Routes.ROUTING, Routes.ROUTING_DIRECT);
        }
        try {
            HttpResponse<byte[]> answer =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IOException(address + " answers " + answer.statusCode() + ": "
                        + new String(answer.body(), StandardCharsets.UTF_8));
            }
            return OpsCodec.decodeReply(answer.body(), WireFormat.JSON, 0).results();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
