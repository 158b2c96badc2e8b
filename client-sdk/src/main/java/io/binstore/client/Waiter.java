package io.binstore.client;

import io.binstore.protocol.operation.Result.Reason;
import io.binstore.protocol.operation.Result.Refused;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A thread that waits for a result, or for those of a batch. */
final class Waiter<T> implements Consumer<T> {

    /** The core answers when the deadline passes; should it not, nobody waits much longer. */
    private static final long GRACE_NANOS = 10_000_000_000L;

    private final CountDownLatch answered = new CountDownLatch(1);
    private final long deadlineNanos;
    private volatile @Nullable T result;

    Waiter(long deadlineNanos) {
        this.deadlineNanos = deadlineNanos;
    }

    @Override
    public void accept(T answer) {
        result = answer;
        answered.countDown();
    }

    /**
     * Waits for it.
     *
     * @param mutation whether something may change that nobody hears of if the wait ends early
     */
    T await(boolean mutation) {
        String why = "the client does not answer";
        try {
            boolean ended = answered.await(deadlineNanos + GRACE_NANOS, TimeUnit.NANOSECONDS);
            T answer = result;
            if (ended && answer != null) {
                return answer;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            why = "interrupted while waiting";
        }
        throw Answers.exception(
                new Refused(mutation ? Reason.OUTCOME_UNKNOWN : Reason.NOT_READY, why));
    }
}
