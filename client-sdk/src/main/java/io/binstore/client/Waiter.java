package io.binstore.client;

import io.binstore.protocol.operation.Result;
import io.binstore.protocol.operation.Result.Reason;
import io.binstore.protocol.operation.Result.Refused;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A thread that waits for a result. */
final class Waiter implements Consumer<Result> {

    /** The core answers when the deadline passes; should it not, nobody waits much longer. */
    private static final long GRACE_NANOS = 10_000_000_000L;

    private final CountDownLatch answered = new CountDownLatch(1);
    private final long deadlineNanos;
    private volatile @Nullable Result result;

    Waiter(long deadlineNanos) {
        this.deadlineNanos = deadlineNanos;
    }

    @Override
    public void accept(Result answer) {
        result = answer;
        answered.countDown();
    }

    Result await(boolean mutation) {
        Reason unknown = mutation ? Reason.OUTCOME_UNKNOWN : Reason.NOT_READY;
        try {
            if (!answered.await(deadlineNanos + GRACE_NANOS, TimeUnit.NANOSECONDS)) {
                return new Refused(unknown, "the client does not answer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Refused(unknown, "interrupted while waiting");
        }
        Result answer = result;
        return answer == null ? new Refused(unknown, "the client does not answer") : answer;
    }
}
