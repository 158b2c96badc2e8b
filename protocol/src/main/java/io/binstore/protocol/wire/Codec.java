package io.binstore.protocol.wire;

import io.binstore.protocol.message.Reply;
import io.binstore.protocol.message.Request;

/**
 * The bytes of the messages between processes: CBOR arrays, with all text as byte strings of UTF-8.
 *
 * <p>
 * A record is the array of its components, a sealed type puts the tag of the alternative before
 * them ({@link Tags}), a constant is its ordinal. Decoding has one way to fail, {@link
 * MalformedMessage}, and takes no more memory than a small multiple of the bytes it is given.
 */
public final class Codec {

    private static final Shape REQUEST = Shapes.of(Request.class);
    private static final Shape REPLY = Shapes.of(Reply.class);

    private Codec() {
    }

    public static byte[] encode(Request request) {
        return encode(REQUEST, request);
    }

    /** @throws MalformedMessage if the bytes are anything but one request */
    public static Request decodeRequest(byte[] bytes) {
        return (Request) decode(REQUEST, bytes);
    }

    public static byte[] encode(Reply reply) {
        return encode(REPLY, reply);
    }

    /** @throws MalformedMessage if the bytes are anything but one reply */
    public static Reply decodeReply(byte[] bytes) {
        return (Reply) decode(REPLY, bytes);
    }

    /** A request behind its length, as direct connections carry it. */
    public static byte[] frame(Request request) {
        return frame(REQUEST, request);
    }

    /** A reply behind its length. */
    public static byte[] frame(Reply reply) {
        return frame(REPLY, reply);
    }

    private static byte[] frame(Shape shape, Object message) {
        CborWriter out = new CborWriter();
        out.beginFrame();
        shape.write(out, message);
        return out.toFrame();
    }

    private static byte[] encode(Shape shape, Object message) {
        CborWriter out = new CborWriter();
        shape.write(out, message);
        return out.toByteArray();
    }

    private static Object decode(Shape shape, byte[] bytes) {
        CborReader in = new CborReader(bytes);
        Object message = shape.read(in);
        in.end();
        return message;
    }
}
