package io.binstore.protocol.operation;

import io.binstore.protocol.model.Utf8;

/** One call on a bin. */
public sealed interface Operation permits Read, Mutation {

    /** The bin, whose hash chooses the partition. */
    Utf8 bin();
}
