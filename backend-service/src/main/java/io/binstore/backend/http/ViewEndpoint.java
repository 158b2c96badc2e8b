package io.binstore.backend.http;

import io.binstore.protocol.model.View;
import io.binstore.protocol.wire.Problem;
import io.binstore.protocol.wire.ViewCodec;
import io.binstore.protocol.wire.WireFormat;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The active view, encoded once for all who ask for it. */
final class ViewEndpoint {

    private final Node node;
    private volatile @Nullable Encoded last;

    ViewEndpoint(Node node) {
        this.node = node;
    }

    void serve(Exchange exchange) throws IOException {
        exchange.call("view");
        if (!exchange.allows(List.of("GET", "HEAD", "OPTIONS"))) {
            return;
        }
        exchange.query(List.of());
        WireFormat format = exchange.answerFormat(WireFormat.JSON);
        View view = node.view();
        if (view == null) {
            throw new ProblemException(Problem.UNAVAILABLE, "this backend has no view yet");
        }
        exchange.setHeader("ETag", ViewCodec.etag(view));
        exchange.setHeader("Vary", "Accept");
        if (isKnown(view, exchange.header("If-None-Match"))) {
            exchange.notModified();
        } else {
            exchange.answer(format, encoded(view).bytes(format));
        }
    }

    private static boolean isKnown(View view, @Nullable String ifNoneMatch) {
        if (ifNoneMatch == null) {
            return false;
        }
        ViewCodec.Tag active = new ViewCodec.Tag(view.cluster(), view.epoch());
        for (String tag : ifNoneMatch.split(",")) {
            if (tag.trim().equals("*") || active.equals(ViewCodec.parseEtag(tag.trim()))) {
                return true;
            }
        }
        return false;
    }

    private Encoded encoded(View view) {
        Encoded encoded = last;
        if (encoded == null || encoded.view != view) {
            encoded = new Encoded(view);
            last = encoded;
        }
        return encoded;
    }

    /** A view with its encodings, as far as somebody asked for them. */
    private static final class Encoded {

        private final View view;
        private final Map<WireFormat, byte[]> bytes = new EnumMap<>(WireFormat.class);

        Encoded(View view) {
            this.view = view;
        }

        synchronized byte[] bytes(WireFormat format) {
            return bytes.computeIfAbsent(format, wanted -> ViewCodec.encode(view, wanted));
        }
    }
}
