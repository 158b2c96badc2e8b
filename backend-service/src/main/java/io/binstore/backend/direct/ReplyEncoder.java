package io.binstore.backend.direct;

import io.binstore.protocol.message.OpsReply;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.message.SnapshotReply;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Result;
import io.binstore.protocol.wire.Codec;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes frames of replies: of small ones at once, of large ones on a thread of its own, so that no call behind waits for
 * a million keys to be written. Replies never change, and a connection has one exchange at a time, so none overtakes
 * another.
 */
public final class ReplyEncoder implements AutoCloseable {

    /** To encode this much takes a fraction of a millisecond. */
    static final int SMALL_BYTES_MAX = 64 << 10;
    private static final int ELEMENT_OVERHEAD_BYTES = 8;

    private final ExecutorService aside = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("reply-encoder").factory());

    /** @param then gets the frame, or what went wrong; now, or later on the loop */
    void encode(Reply reply, Executor loop,
            BiConsumer<byte @Nullable [], @Nullable Throwable> then) {
        if (large(reply)) {
            CompletableFuture.supplyAsync(() -> Codec.frame(reply), aside)
                    .whenCompleteAsync(then, loop);
        } else {
            then.accept(Codec.frame(reply), null);
        }
    }

    static boolean large(Reply reply) {
        return reply instanceof SnapshotReply
                || reply instanceof OpsReply ops && bytes(ops.results()) > SMALL_BYTES_MAX;
    }

    /** What is above the limit is not looked at. */
    private static long bytes(List<Result> results) {
        long bytes = 0;
        for (int i = 0; i < results.size() && bytes <= SMALL_BYTES_MAX; i++) {
            bytes += switch (results.get(i)) {
                case Result.Value(Utf8 value) -> value == null ? 0 : value.length();
                case Result.Items(List<Utf8> items) -> bytesOf(items);
                case Result.Keys(List<Utf8> keys, Utf8 _) -> bytesOf(keys);
                default -> 0;
            };
        }
        return bytes;
    }

    private static long bytesOf(List<Utf8> texts) {
        long bytes = (long) ELEMENT_OVERHEAD_BYTES * texts.size();
        if (bytes <= SMALL_BYTES_MAX) {
            for (Utf8 text : texts) {
                bytes += text.length();
            }
        }
        return bytes;
    }

    @Override
    public void close() {
        aside.shutdown();
    }
}
