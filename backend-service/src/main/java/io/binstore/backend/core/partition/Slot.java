package io.binstore.backend.core.partition;

import io.binstore.protocol.operation.Result;

/** The place in a batch that waits for one operation's result. */
public interface Slot {

    /** Has no effect if it was answered before. */
    void answer(Result result);

    /** The operation has been looked at, and only its commitment is missing. */
    void ordered();

    /** Whether somebody still waits. */
    boolean open();
}
