package io.binstore.bench.store;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Waits for the answers to many calls that are on their way at the same time. */
final class Countdown {

    private static final int PATIENCE_SECONDS = 60;

    private final CountDownLatch open;
    private final AtomicInteger found = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Countdown(int calls) {
        open = new CountDownLatch(calls);
    }

    /** One call has ended. */
    void ended(boolean hasValue, @Nullable Throwable failed) {
        if (failed != null) {
            failure.compareAndSet(null, failed);
        } else if (hasValue) {
            found.incrementAndGet();
        }
        open.countDown();
    }

    /** @return how many calls found a value */
    int await() throws Exception {
        if (!open.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("no answer within " + PATIENCE_SECONDS + " s");
        }
        Throwable failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("a call failed: " + failed, failed);
        }
        return found.get();
    }
}
