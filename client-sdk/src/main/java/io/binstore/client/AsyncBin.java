package io.binstore.client;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a {@link Bin} without blocking.
 *
 * <p>
 * A future ends as the call of the same name in {@link Bin} does, with its result or its {@link
 * BinStoreException}; bad arguments and a closed client are thrown at once. Futures are completed
 * on the executor of {@link BinStoreClient.Builder#callbacks}, by default one thread of the
 * client's own, and what is chained to them runs there: chained work should be short, and not wait
 * for another future of the same client; blocking calls of a {@link Bin} are safe there. Cancelling
 * a future does not take its call back.
 *
 * <p>
 * Calls on the way at the same time may take effect in any order, also those on one key: to order
 * two calls, chain them.
 */
public interface AsyncBin {

    /** The bin's name. */
    String name();

    /** See {@link Bin#batch}. */
    Batch batch();

    /** See {@link Bin#get}. */
    CompletableFuture<Optional<String>> get(String key);

    /** See {@link Bin#set}. */
    CompletableFuture<@Nullable Void> set(String key, String value);

    /** See {@link Bin#delete}. */
    CompletableFuture<@Nullable Void> delete(String key);

    /** See {@link Bin#keys()}. */
    CompletableFuture<List<String>> keys();

    /** See {@link Bin#keys(String, String)}. */
    CompletableFuture<List<String>> keys(String prefix, String suffix);

    /** See {@link Bin#keys(String, String, String, int)}. */
    CompletableFuture<KeyPage> keys(String prefix, String suffix, @Nullable String after,
            int limit);

    /** See {@link Bin#listGet}. */
    CompletableFuture<List<String>> listGet(String key);

    /** See {@link Bin#listAppend}. */
    CompletableFuture<@Nullable Void> listAppend(String key, String value);

    /** See {@link Bin#listRemove}. */
    CompletableFuture<Long> listRemove(String key, String value);

    /** See {@link Bin#listKeys()}. */
    CompletableFuture<List<String>> listKeys();

    /** See {@link Bin#listKeys(String, String)}. */
    CompletableFuture<List<String>> listKeys(String prefix, String suffix);

    /** See {@link Bin#listKeys(String, String, String, int)}. */
    CompletableFuture<KeyPage> listKeys(String prefix, String suffix, @Nullable String after,
            int limit);

    /** See {@link Bin#clock()}. */
    CompletableFuture<Long> clock();

    /** See {@link Bin#clock(long)}. */
    CompletableFuture<Long> clock(long atLeast);
}
