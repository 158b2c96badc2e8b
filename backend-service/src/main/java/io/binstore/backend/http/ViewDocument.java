package io.binstore.backend.http;

import io.binstore.protocol.model.View;
import io.binstore.protocol.wire.ViewCodec;
import io.binstore.protocol.wire.WireFormat;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A view as it is sent, encoded once for all who ask for it. */
final class ViewDocument {

    private final View view;
    private final Map<WireFormat, byte[]> bytes = new EnumMap<>(WireFormat.class);

    private ViewDocument(View view) {
        this.view = view;
    }

    String etag() {
        return ViewCodec.etag(view);
    }

    synchronized byte[] bytes(WireFormat format) {
        return bytes.computeIfAbsent(format, wanted -> ViewCodec.encode(view, wanted));
    }

    /** @param ifNoneMatch the header's value, or null */
    boolean isKnown(@Nullable String ifNoneMatch) {
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

    /** Keeps the document of the newest view. */
    static final class Cache {

        private volatile @Nullable ViewDocument last;

        ViewDocument of(View view) {
            ViewDocument document = last;
            if (document == null || document.view != view) {
                document = new ViewDocument(view);
                last = document;
            }
            return document;
        }
    }
}
