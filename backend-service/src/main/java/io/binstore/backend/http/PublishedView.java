package io.binstore.backend.http;

import io.binstore.backend.core.BackendObserver;
import io.binstore.protocol.model.View;
import org.jspecify.annotations.Nullable;

/** The active view for threads other than the loop, which need not be asked for it. */
public final class PublishedView implements BackendObserver {

    private volatile @Nullable View view;

    @Override
    public void adopted(long incarnation, View adopted) {
        view = adopted;
    }

    @Override
    public void reset(long oldIncarnation, long newIncarnation) {
        view = null;
    }

    @Nullable
    View get() {
        return view;
    }
}
