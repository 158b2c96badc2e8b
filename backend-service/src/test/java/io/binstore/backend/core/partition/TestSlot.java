package io.binstore.backend.core.partition;

import io.binstore.protocol.operation.Result;
import org.jspecify.annotations.Nullable;

/** Somebody who waits for one result. */
final class TestSlot implements Slot {

    @Nullable
    Result result;
    boolean ordered;
    boolean gone;

    @Override
    public void answer(Result answer) {
        if (result == null) {
            result = answer;
        }
    }

    @Override
    public void ordered() {
        ordered = true;
    }

    @Override
    public boolean open() {
        return result == null && !gone;
    }

    Result.@Nullable Reason refusal() {
        return result instanceof Result.Refused refused ? refused.reason() : null;
    }
}
