package io.binstore.backend.core.partition;

import io.binstore.protocol.operation.Result;

/** The place in a batch that waits for one operation's result. */
public interface Slot {

    /** Has no effect if it was answered before. */
    void answer(Result result);

    /** Whether somebody still waits. */
    boolean open();
}
