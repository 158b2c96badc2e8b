package io.binstore.protocol.wire;

import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.Replica;
import io.binstore.protocol.model.View;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The public shape of {@code GET /v1/view}, in JSON and CBOR.
 *
 * <p>
 * It leaves out what only the cluster itself needs: a decoded view has {@code added}, {@code
 * origin} and {@code lost} 0 and nobody {@code dead}.
 */
public final class ViewCodec {

    private static final Pattern ETAG = Pattern.compile("(?:W/)?\"([0-9a-f]{16})-([0-9]{1,18})\"");

    /** What an entity tag names. */
    public record Tag(long cluster, long epoch) {
    }

    private ViewCodec() {
    }

    public static byte[] encode(View view, WireFormat format) {
        return BodyWriter.object(format, out -> {
            out.string("clusterId", Hex.of(view.cluster()));
            out.number("epoch", view.epoch());
            out.number("partitions", view.chains().size());
            out.name("members");
            out.beginArray(view.members().size());
            for (Member member : view.members()) {
                out.beginObject();
                out.number("index", member.index());
                out.string("address", member.address());
                out.number("incarnation", member.incarnation());
                out.endObject();
            }
            out.endArray();
            out.name("chains");
            out.beginArray(view.chains().size());
            view.chains().forEach(chain -> writeChain(out, chain));
            out.endArray();
        });
    }

    /** @throws MalformedMessage if the body is no view */
    public static View decode(byte[] body, WireFormat format) {
        return BodyReader.trusting("view", () -> BodyReader.read(body, format, ViewReader::read));
    }

    /** The entity tag {@code "<cluster id in 16 hex digits>-<epoch>"}, with its quotes. */
    public static String etag(long cluster, long epoch) {
        return '"' + Hex.of(cluster) + '-' + epoch + '"';
    }

    public static String etag(View view) {
        return etag(view.cluster(), view.epoch());
    }

    /** Reads one entity tag, strong or weak; null if it is none of ours. */
    public static @Nullable Tag parseEtag(String text) {
        Matcher matcher = ETAG.matcher(text.strip());
        return matcher.matches()
                ? new Tag(Hex.number(matcher.group(1)), Long.parseLong(matcher.group(2))) : null;
    }

    private static void writeChain(BodyWriter out, Chain chain) {
        out.beginObject();
        out.number("version", chain.version());
        out.name("replicas");
        out.beginArray(chain.replicas().size());
        for (Replica replica : chain.replicas()) {
            out.number(replica.member());
        }
        out.endArray();
        out.name("learners");
        out.beginArray(chain.learners().size());
        for (int learner : chain.learners()) {
            out.number(learner);
        }
        out.endArray();
        out.endObject();
    }
}
