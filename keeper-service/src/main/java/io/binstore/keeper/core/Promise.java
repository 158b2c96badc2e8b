package io.binstore.keeper.core;

import io.binstore.protocol.message.AcceptedView;
import org.jspecify.annotations.Nullable;

/**
 * A backend's granted answer under the term of this lead.
 *
 * @param index the backend's index
 * @param version how many certificates of death were known when it was asked
 * @param epoch the epoch active there
 * @param accepted what it accepted last, or null
 */
record Promise(int index, long incarnation, long version, long epoch,
        @Nullable AcceptedView accepted,
        long sentNanos) {
}
