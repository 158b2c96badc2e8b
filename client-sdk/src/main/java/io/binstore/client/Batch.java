package io.binstore.client;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Calls that are collected first and sent together; see {@link Bin#batch}.
 *
 * <p>
 * A client puts calls that happen at the same time into one request by itself, and for most
 * programs that is enough. A batch lets one thread have many calls carried out at about the price
 * of a few.
 *
 * <pre>{@code
 * Batch batch = bin.batch();
 * batch.set("city", "Ulm");
 * Batch.Answer<Optional<String>> name = batch.get("name");
 * batch.on(bob).listAppend("seen", "Rome");
 * batch.run();
 * System.out.println(name.get());
 * }</pre>
 *
 * Each call stands alone, as if a thread of its own had made it: they may take effect in any order,
 * others may see some and not yet the rest, and one may fail while the others do not. What each
 * means and throws says the method of the same name in {@link Bin}.
 *
 * <p>
 * For one thread, and run once.
 */
public interface Batch {

    /** At most so many calls. */
    int SIZE_MAX = 10_000;

    /** What one call of a batch has answered. */
    @FunctionalInterface
    interface Answer<T extends @Nullable Object> {

        /**
         * The result of the call, or its exception.
         *
         * @throws BinStoreException if the call has failed
         * @throws IllegalStateException if the batch has not been answered yet
         */
        T get();
    }

    /**
     * The same batch for calls on another bin.
     *
     * @throws IllegalArgumentException if that is not one of the same client
     */
    Batch on(Bin bin);

    /** See {@link Bin#get}. */
    Answer<Optional<String>> get(String key);

    /** See {@link Bin#set}. */
    Answer<@Nullable Void> set(String key, String value);

    /** See {@link Bin#delete}. */
    Answer<@Nullable Void> delete(String key);

    /** See {@link Bin#keys(String, String)}. */
    Answer<List<String>> keys(String prefix, String suffix);

    /** See {@link Bin#listGet}. */
    Answer<List<String>> listGet(String key);

    /** See {@link Bin#listAppend}. */
    Answer<@Nullable Void> listAppend(String key, String value);

    /** See {@link Bin#listRemove}. */
    Answer<Long> listRemove(String key, String value);

    /** See {@link Bin#listKeys(String, String)}. */
    Answer<List<String>> listKeys(String prefix, String suffix);

    /** See {@link Bin#clock(long)}. */
    Answer<Long> clock(long atLeast);

    /** How many calls have been collected. */
    int size();

    /**
     * Carries all calls out and waits until each is answered, at most for the client's deadline.
     *
     * @throws BinStoreException if any call has failed: what the first of these has thrown; each
     *         answer knows for itself
     * @throws IllegalStateException if the batch has been run before, the client is closed, or the
     *         calling thread is the client's own event loop
     */
    void run();

    /** The same without waiting: the future ends as {@link #run} does. */
    CompletableFuture<@Nullable Void> runAsync();
}
