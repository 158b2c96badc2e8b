package io.binstore.keeper.core;

import io.binstore.protocol.message.Reply;
import io.binstore.protocol.runtime.Transport.Failure;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended.
 *
 * @param reply null if there was none; then {@code failure} says why
 * @param sentNanos when the call was made
 * @param atNanos when it ended
 * @param version how many certificates of death were known when the call was made
 */
record Answer(@Nullable Reply reply, @Nullable Failure failure, long sentNanos, long atNanos,
        long version) {

    boolean refused() {
        return failure == Failure.REFUSED;
    }
}
