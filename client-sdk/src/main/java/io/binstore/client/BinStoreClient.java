package io.binstore.client;

import io.binstore.client.core.ClientCore;
import io.binstore.client.core.ClientSettings;
import io.binstore.client.netty.HttpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A client of a binstore cluster. One is enough for a program: it is safe for use by many threads,
 * and calls made at the same time share requests.
 *
 * <pre>{@code
 * try (BinStoreClient client = BinStoreClient.builder()
 *         .backends("http://localhost:7100", "http://localhost:7101")
 *         .deadline(Duration.ofSeconds(30))
 *         .build()) {
 *     Bin alice = client.bin("alice");
 *     alice.set("city", "Lisbon");
 *     String city = alice.get("city").orElseThrow();
 *
 *     alice.listAppend("visited", "Porto");
 *     long stamp = alice.clock();
 *     alice.async().listGet("visited").thenAccept(System.out::println);
 * }
 * }</pre>
 *
 * It may be built before any backend runs: the first calls wait for one. It needs to know some
 * backends only, finds the others itself, and follows the cluster through joins, leaves, crashes
 * and restarts. Nothing has to be done on a {@link BinStoreException} for the client's sake; the
 * next call works as if none had been.
 */
public final class BinStoreClient implements AutoCloseable {

    /** How long a call is tried unless the builder says otherwise. */
    public static final Duration DEADLINE_DEFAULT = Duration.ofSeconds(60);
    /** No deadline may be longer. */
    public static final Duration DEADLINE_MAX = Duration.ofNanos(ClientCore.DEADLINE_MAX_NANOS);

    private final Caller caller;
    private final @Nullable ThreadPoolExecutor ownCallbacks;

    private BinStoreClient(Builder builder) {
        ownCallbacks = builder.callbacks == null ? callbackThread() : null;
        Executor callbacks = ownCallbacks == null ? builder.callbacks : ownCallbacks;
        if (callbacks == null) {
            throw new IllegalStateException("one of the two is set");
        }
        caller = new Caller(ClientSettings.of(builder.backends), builder.deadline.toNanos(),
                callbacks);
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * A bin. It need not be created, and costs nothing while it is empty.
     *
     * @param name any Unicode string of at most 1 KiB in UTF-8, the empty one included
     * @throws IllegalArgumentException if the name holds a lone surrogate
     */
    public Bin bin(String name) {
        return new BlockingBin(name, caller);
    }

    /**
     * Ends the client. Calls under way end with {@link OutcomeUnknownException} if they may have
     * taken effect and with {@link UnavailableException} otherwise; later ones throw {@link
     * IllegalStateException}. May be called again.
     */
    @Override
    public void close() {
        caller.close();
        if (ownCallbacks != null) {
            // What is queued still completes its futures.
            ownCallbacks.shutdown();
        }
    }

    /**
     * One thread, there only while there is something to complete; the queue is bounded by the
     * calls under way.
     */
    private static ThreadPoolExecutor callbackThread() {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                        task -> {
                            Thread thread = new Thread(task, "binstore-callbacks");
                            thread.setDaemon(true);
                            return thread;
                        });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /** Says what a client needs to know. */
    public static final class Builder {

        private List<String> backends = List.of();
        private Duration deadline = DEADLINE_DEFAULT;
        private @Nullable Executor callbacks;

        private Builder() {
        }

        /**
         * Addresses of some backends, such as {@code http://localhost:7100}: at least one that runs
         * when the client looks for the cluster, better several.
         *
         * @throws IllegalArgumentException if one is no such address; {@code https} is not
         *         supported
         */
        public Builder backends(String... addresses) {
            return backends(List.of(addresses));
        }

        /** See {@link #backends(String...)}. */
        public Builder backends(List<String> addresses) {
            List<String> normal = new ArrayList<>(addresses.size());
            for (String address : addresses) {
                normal.add(HttpAddress.normal(address));
            }
            backends = List.copyOf(normal);
            return this;
        }

        /**
         * How long each call is tried, from 1 ms to 5 minutes; 60 s unless set.
         *
         * @throws IllegalArgumentException if it is outside these bounds
         */
        public Builder deadline(Duration duration) {
            if (duration.compareTo(Duration.ofMillis(1)) < 0
                    || duration.compareTo(DEADLINE_MAX) > 0) {
                throw new IllegalArgumentException(
                        "deadline must be from 1 ms to 5 minutes, not " + duration);
            }
            deadline = duration;
            return this;
        }

        /**
         * Where futures are completed and what is chained to them runs; by default one thread of
         * the client's own. An executor that runs tasks in the calling thread saves a hand-over:
         * then chained work runs on the event loop, must be short, and cannot make blocking calls.
         * The client does not shut the executor down.
         */
        public Builder callbacks(Executor executor) {
            callbacks = executor;
            return this;
        }

        /**
         * Builds the client; it connects with its first call.
         *
         * @throws IllegalArgumentException if no backend address was given
         */
        public BinStoreClient build() {
            return new BinStoreClient(this);
        }
    }
}
