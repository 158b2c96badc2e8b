package io.binstore.backend.direct;

import io.binstore.protocol.message.ViewReply;
import io.binstore.protocol.message.ViewRequest;
import io.binstore.protocol.model.View;
import io.binstore.protocol.wire.Codec;
import org.jspecify.annotations.Nullable;

/** Answers about the view; the newest one is encoded once for all who ask for it. Confined to the loop. */
public final class ViewFrames {

    private @Nullable View last;
    private byte[] lastFrame = new byte[0];

    /** @param view the active one, or null if there is none */
    byte[] answer(ViewRequest request, @Nullable View view) {
        if (view == null) {
            return Codec.frame(new ViewReply(0, null));
        }
        if (request.knownCluster() == view.cluster() && request.knownEpoch() == view.epoch()) {
            return Codec.frame(new ViewReply(view.epoch(), null));
        }
        if (view != last) {
            last = view;
            lastFrame = Codec.frame(new ViewReply(view.epoch(), view));
        }
        return lastFrame;
    }
}
