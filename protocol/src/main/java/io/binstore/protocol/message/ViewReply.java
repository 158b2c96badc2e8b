package io.binstore.protocol.message;

import io.binstore.protocol.model.View;
import org.jspecify.annotations.Nullable;

/** @param view null if the sender knows it already, or if there is none yet ({@code epoch} 0) */
public record ViewReply(long epoch, @Nullable View view) implements Reply {
}
