package io.binstore.protocol.message;

import io.binstore.protocol.model.View;
import org.jspecify.annotations.Nullable;

/** @param view null if nothing above the known epoch is active here */
public record FetchViewReply(@Nullable View view) implements Reply {
}
