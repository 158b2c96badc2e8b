package io.binstore.protocol.wire;

import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Result;
import java.util.List;

/** The bodies of the single calls under {@code /v1/bins}. */
public final class SingleCodec {

    private SingleCodec() {
    }

    /**
     * Reads {@code {"value":"v"}}.
     *
     * @throws InvalidOps if it is anything else
     */
    public static Utf8 decodeValue(byte[] body, WireFormat format) {
        return BodyReader.read(body, format, in -> {
            Utf8 value = null;
            in.beginObject();
            for (String name = in.nextName(); name != null; name = in.nextName()) {
                if (!name.equals("value")) {
                    throw in.unknown();
                }
                in.once(value == null ? 0 : 1, 1);
                value = in.utf8();
            }
            if (value == null) {
                throw in.refuse("value", "missing");
            }
            return value;
        });
    }

    /**
     * Reads {@code {"atLeast":n}}, unsigned; no body and {@code {}} mean 0.
     *
     * @throws InvalidOps if it is anything else
     */
    public static long decodeAtLeast(byte[] body, WireFormat format) {
        return body.length == 0 ? 0 : BodyReader.read(body, format, in -> {
            long atLeast = 0;
            int seen = 0;
            in.beginObject();
            for (String name = in.nextName(); name != null; name = in.nextName()) {
                if (!name.equals("atLeast")) {
                    throw in.unknown();
                }
                seen = in.once(seen, 1);
                atLeast = in.unsigned();
            }
            return atLeast;
        });
    }

    /** What a get answers. */
    public static byte[] encodeValue(Utf8 key, Utf8 value, WireFormat format) {
        return BodyWriter.object(format, out -> {
            out.text("key", key);
            out.text("value", value);
        });
    }

    /** What a read of a list answers. */
    public static byte[] encodeItems(Utf8 key, List<Utf8> items, WireFormat format) {
        return BodyWriter.object(format, out -> {
            out.text("key", key);
            out.texts("items", items);
        });
    }

    /** What a removal of list elements answers. */
    public static byte[] encodeRemoved(long count, WireFormat format) {
        return BodyWriter.object(format, out -> out.number("removed", count));
    }

    /** What a scan answers. */
    public static byte[] encodeKeys(Result.Keys keys, WireFormat format) {
        return BodyWriter.object(format, out -> ResultShape.writeKeys(out, keys));
    }

    /** What the clock answers. @param clock unsigned */
    public static byte[] encodeClock(long clock, WireFormat format) {
        return BodyWriter.object(format, out -> out.unsigned("clock", clock));
    }
}
