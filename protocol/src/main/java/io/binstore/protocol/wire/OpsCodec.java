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
                out.string("client",
                        Hex.of(request.client().high(), request.client().low()));
                out.number("lowest", request.lowest());
            }
            if (request.waitMillis() != 0) {
                out.number("waitMillis", request.waitMillis());
            }
            out.name("ops");
            out.beginArray(request.calls().size());
            for (Call call : request.calls()) {
                writeCall(out, call);
            }
            out.endArray();
        });
    }

    /** @throws InvalidOps if the body is to be refused whole */
    public static OpsRequest decodeRequest(byte[] body, WireFormat format) {
        return BodyReader.read(body, format, OpsRequestReader::read);
    }

    /** The results; the epoch travels in the header {@link Routes#EPOCH}. */
    public static byte[] encodeReply(OpsReply reply, WireFormat format) {
        return BodyWriter.object(format, out -> {
            out.name("results");
            out.beginArray(reply.results().size());
            for (Result result : reply.results()) {
                ResultShape.write(out, result);
            }
            out.endArray();
        });
    }

    /** @throws MalformedMessage if the body is no list of results */
    public static OpsReply decodeReply(byte[] body, WireFormat format, long epoch) {
        return BodyReader.trusting("list of results",
                () -> new OpsReply(epoch, BodyReader.read(body, format, ResultShape::readAll)));
    }

    private static void writeCall(BodyWriter out, Call call) {
        Operation operation = call.operation();
        out.beginObject();
        out.string("op", OpKind.of(operation).opName());
        out.text("bin", operation.bin());
        if (operation instanceof Read.Get get) {
            out.text("key", get.key());
        } else if (operation instanceof Mutation.Set set) {
            writeKeyAndValue(out, set.key(), set.value());
        } else if (operation instanceof Mutation.ListAppend append) {
            writeKeyAndValue(out, append.key(), append.value());
        } else if (operation instanceof Mutation.ListRemove remove) {
            writeKeyAndValue(out, remove.key(), remove.value());
        } else if (operation instanceof Read.ListGet get) {
            out.text("key", get.key());
        } else if (operation instanceof Read.Keys keys) {
            writePage(out, keys.prefix(), keys.suffix(), keys.after(), keys.limit());
        } else if (operation instanceof Read.ListKeys keys) {
            writePage(out, keys.prefix(), keys.suffix(), keys.after(), keys.limit());
        } else if (operation instanceof Mutation.Clock clock) {
            out.unsigned("atLeast", clock.atLeast());
        } else if (operation instanceof Mutation.Claim claim) {
            out.string("fingerprint", Hex.of(claim.high(), claim.low()));
        }
        if (call.sequence() != 0) {
            out.number("seq", call.sequence());
        }
        out.endObject();
    }

    private static void writeKeyAndValue(BodyWriter out, Utf8 key, Utf8 value) {
        out.text("key", key);
        out.text("value", value);
    }

    private static void writePage(BodyWriter out, Utf8 prefix, Utf8 suffix, @Nullable Utf8 after,
            int limit) {
        if (!prefix.isEmpty()) {
            out.text("prefix", prefix);
        }
        if (!suffix.isEmpty()) {
            out.text("suffix", suffix);
        }
        if (after != null) {
            out.text("after", after);
        }
        if (limit != 0) {
            out.number("limit", limit);
        }
    }
}
