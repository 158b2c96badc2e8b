package io.binstore.protocol.wire;

import io.binstore.protocol.message.DetourRequest;
import io.binstore.protocol.message.HealthRequest;
import io.binstore.protocol.message.OpsReply;
import io.binstore.protocol.message.OpsRequest;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.message.Request;
import io.binstore.protocol.message.ViewReply;
import io.binstore.protocol.message.ViewRequest;
import io.binstore.protocol.model.View;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Requests as HTTP requests, and HTTP answers as replies. */
public final class HttpBinding {

    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;
    private static final int UNAVAILABLE = 503;

    private static final String ACCEPT = "Accept";
    private static final String CONTENT_TYPE = "Content-Type";
    private static final String IF_NONE_MATCH = "If-None-Match";
    private static final String CBOR = WireFormat.CBOR.mediaType();

    private static final Pattern EPOCH = Pattern.compile("[0-9]{1,18}");

    private HttpBinding() {
    }

    /** How a request is sent. */
    public static WireRequest request(Request request) {
        if (request instanceof OpsRequest ops) {
            return new WireRequest("POST", Routes.OPS,
                    Map.of(CONTENT_TYPE, CBOR, ACCEPT, CBOR, Routes.ROUTING, Routes.ROUTING_DIRECT),
                    OpsCodec.encodeRequest(ops, WireFormat.CBOR));
        }
        if (request instanceof DetourRequest detour) {
            // As any caller asks who does not route for itself.
            OpsRequest batch = detour.batch();
            return new WireRequest("POST", Routes.OPS, Map.of(CONTENT_TYPE, CBOR, ACCEPT, CBOR,
                    Routes.DEADLINE_MS, Long.toString(batch.waitMillis())),
                    OpsCodec.encodeRequest(batch, WireFormat.CBOR));
        }
        if (request instanceof ViewRequest view) {
            Map<String, String> headers = new TreeMap<>(Map.of(ACCEPT, CBOR));
            if (view.knownEpoch() > 0) {
                headers.put(IF_NONE_MATCH, ViewCodec.etag(view.knownCluster(), view.knownEpoch()));
            }
            return new WireRequest("GET", Routes.VIEW, headers, null);
        }
        if (request instanceof HealthRequest) {
            return new WireRequest("GET", Routes.HEALTH,
                    Map.of(ACCEPT, WireFormat.JSON.mediaType()), null);
        }
        return new WireRequest("POST", Routes.INTERNAL + Routes.name(request.getClass()),
                Map.of(CONTENT_TYPE, CBOR, ACCEPT, CBOR), Codec.encode(request));
    }

    /**
     * Reads the body of an internal call.
     *
     * @param name what follows {@link Routes#INTERNAL} in the path
     * @throws MalformedMessage if there is no such call, or the body is another request or none
     */
    public static Request internalRequest(String name, byte[] body) {
        Class<? extends Request> type = Routes.internal(name);
        if (type == null) {
            throw new MalformedMessage("no internal call " + name);
        }
        Request request = Codec.decodeRequest(body);
        if (request.getClass() != type) {
            throw new MalformedMessage(
                    "no " + type.getSimpleName() + " but a " + request.getClass().getSimpleName());
        }
        return request;
    }

    /**
     * Reads an answer.
     *
     * @param header looks a header up, case-insensitively; null if it is missing
     * @throws MalformedMessage if status, headers or body are no answer to this request
     */
    public static Reply reply(Request request, int status,
            Function<String, @Nullable String> header, byte[] body) {
        if (request instanceof OpsRequest ops) {
            return opsReply(ops, status, header, body);
        }
        if (request instanceof DetourRequest detour) {
            return opsReply(detour.batch(), status, header, body);
        }
        if (request instanceof ViewRequest view) {
            return viewReply(view, status, header, body);
        }
        if (request instanceof HealthRequest) {
            // Spring Boot answers 503 with the same document while the process is not UP.
            expect(status == OK || status == UNAVAILABLE, "status " + status);
            return HealthCodec.decode(body);
        }
        return internalReply(request, status, header, body);
    }

    private static Reply opsReply(OpsRequest request, int status,
            Function<String, @Nullable String> header,
            byte[] body) {
        expect(status == OK, "status " + status);
        String epoch = header.apply(Routes.EPOCH);
        if (epoch == null || !EPOCH.matcher(epoch).matches()) {
            throw new MalformedMessage("no epoch in the header: " + epoch);
        }
        OpsReply reply = OpsCodec.decodeReply(body, format(header), Long.parseLong(epoch));
        expect(reply.results().size() == request.calls().size(),
                reply.results().size() + " results of " + request.calls().size() + " calls");
        return reply;
    }

    private static Reply viewReply(ViewRequest request, int status,
            Function<String, @Nullable String> header,
            byte[] body) {
        if (status == NOT_MODIFIED) {
            return new ViewReply(request.knownEpoch(), null);
        }
        if (status == UNAVAILABLE) {
            return new ViewReply(0, null);
        }
        expect(status == OK, "status " + status);
        View view = ViewCodec.decode(body, format(header));
        return new ViewReply(view.epoch(), view);
    }

    private static Reply internalReply(Request request, int status,
            Function<String, @Nullable String> header,
            byte[] body) {
        expect(status == OK, "status " + status);
        expect(format(header) == WireFormat.CBOR, "not CBOR");
        Reply reply = Codec.decodeReply(body);
        expect(Routes.answers(request, reply),
                "a " + reply.getClass().getSimpleName() + " to a "
                        + request.getClass().getSimpleName());
        return reply;
    }

    private static WireFormat format(Function<String, @Nullable String> header) {
        String type = header.apply(CONTENT_TYPE);
        String bare = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        for (WireFormat format : WireFormat.values()) {
            if (format.mediaType().equals(bare)) {
                return format;
            }
        }
        throw new MalformedMessage("content type " + type);
    }

    private static void expect(boolean condition, String found) {
        if (!condition) {
            throw new MalformedMessage("unexpected answer: " + found);
        }
    }
}
