package io.binstore.protocol.wire;

import io.binstore.protocol.message.Call;
import io.binstore.protocol.message.OpsReply;
import io.binstore.protocol.message.OpsRequest;
import io.binstore.protocol.model.ClientId;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Operation;
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.operation.Result;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * The public shape of {@code POST /v1/ops}, in JSON and CBOR.
 *
 * <p>
 * A client that retries for itself adds its identity: {@code client} and {@code lowest} for the
 * batch and {@code seq} for each mutation.
 */
public final class OpsCodec {

    /** The client of a request that names none: a plain caller, whose calls carry sequence 0. */
    public static final ClientId ANONYMOUS = new ClientId(0, 0);

    private OpsCodec() {
    }

    public static byte[] encodeRequest(OpsRequest request, WireFormat format) {
        return BodyWriter.object(format, out -> {
            if (!request.client().equals(ANONYMOUS)) {
                out.writeStringProperty("client",
                        Hex.of(request.client().high(), request.client().low()));
                out.writeNumberProperty("lowest", request.lowest());
            }
            if (request.waitMillis() != 0) {
                out.writeNumberProperty("waitMillis", request.waitMillis());
            }
            out.writeName("ops");
            out.writeStartArray(request, request.calls().size());
            for (Call call : request.calls()) {
                writeCall(out, call);
            }
            out.writeEndArray();
        });
    }

    /** @throws InvalidOps if the body is to be refused whole */
    public static OpsRequest decodeRequest(byte[] body, WireFormat format) {
        return BodyReader.read(body, format, OpsRequestReader::read);
    }

    /** The results; the epoch travels in the header {@link Routes#EPOCH}. */
    public static byte[] encodeReply(OpsReply reply, WireFormat format) {
        return BodyWriter.object(format, out -> {
            out.writeName("results");
            out.writeStartArray(reply, reply.results().size());
            for (Result result : reply.results()) {
                ResultShape.write(out, result);
            }
            out.writeEndArray();
        });
    }

    /** @throws MalformedMessage if the body is no list of results */
    public static OpsReply decodeReply(byte[] body, WireFormat format, long epoch) {
        return BodyReader.trusting("list of results",
                () -> new OpsReply(epoch, BodyReader.read(body, format, ResultShape::readAll)));
    }

    private static void writeCall(JsonGenerator out, Call call) {
        Operation operation = call.operation();
        out.writeStartObject();
        out.writeStringProperty("op", OpKind.of(operation).opName());
        BodyWriter.text(out, "bin", operation.bin());
        if (operation instanceof Read.Get get) {
            BodyWriter.text(out, "key", get.key());
        } else if (operation instanceof Mutation.Set set) {
            writeKeyAndValue(out, set.key(), set.value());
        } else if (operation instanceof Mutation.ListAppend append) {
            writeKeyAndValue(out, append.key(), append.value());
        } else if (operation instanceof Mutation.ListRemove remove) {
            writeKeyAndValue(out, remove.key(), remove.value());
        } else if (operation instanceof Read.ListGet get) {
            BodyWriter.text(out, "key", get.key());
        } else if (operation instanceof Read.Keys keys) {
            writePage(out, keys.prefix(), keys.suffix(), keys.after(), keys.limit());
        } else if (operation instanceof Read.ListKeys keys) {
            writePage(out, keys.prefix(), keys.suffix(), keys.after(), keys.limit());
        } else if (operation instanceof Mutation.Clock clock) {
            BodyWriter.unsigned(out, "atLeast", clock.atLeast());
        } else if (operation instanceof Mutation.Claim claim) {
            out.writeStringProperty("fingerprint", Hex.of(claim.high(), claim.low()));
        }
        if (call.sequence() != 0) {
            out.writeNumberProperty("seq", call.sequence());
        }
        out.writeEndObject();
    }

    private static void writeKeyAndValue(JsonGenerator out, Utf8 key, Utf8 value) {
        BodyWriter.text(out, "key", key);
        BodyWriter.text(out, "value", value);
    }

    private static void writePage(JsonGenerator out, Utf8 prefix, Utf8 suffix, @Nullable Utf8 after,
            int limit) {
        if (!prefix.isEmpty()) {
            BodyWriter.text(out, "prefix", prefix);
        }
        if (!suffix.isEmpty()) {
            BodyWriter.text(out, "suffix", suffix);
        }
        if (after != null) {
            BodyWriter.text(out, "after", after);
        }
        if (limit != 0) {
            out.writeNumberProperty("limit", limit);
        }
    }
}
