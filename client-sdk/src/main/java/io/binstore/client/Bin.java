package io.binstore.client;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A named, separate key space, with strings, lists of strings and a clock; see {@link
 * BinStoreClient#bin}.
 *
 * <p>
 * All calls block until they are answered, at most for the client's deadline. Each is linearizable
 * within its bin and, if it changes something, takes effect once, however many attempts it needs.
 * Strings and lists are separate: the same key may name one of each. Any Unicode string is a legal
 * key or value, the empty key included; keys hold at most 1 KiB and values 1 MiB of UTF-8, unless
 * the backends say otherwise.
 *
 * <p>
 * Every call may throw
 * <ul>
 * <li>{@link UnavailableException}: nothing was done;</li>
 * <li>{@link OutcomeUnknownException}, those that change something: the call may have taken
 * effect;</li>
 * <li>{@link StoreFullException}, {@link TooLargeException}: nothing was done;</li>
 * <li>{@link IllegalArgumentException} if an argument holds a lone surrogate, which is no Unicode
 * text;</li>
 * <li>{@link IllegalStateException} if the client is closed, or the calling thread is the client's
 * own event loop, which would wait for itself.</li>
 * </ul>
 * An interrupt ends the wait: the thread stays interrupted, a read throws {@link
 * UnavailableException} and any other call {@link OutcomeUnknownException}, for the call itself
 * goes on until it is answered or its deadline passes.
 *
 * <p>
 * Safe for use by many threads.
 */
public interface Bin {

    /** The bin's name. */
    String name();

    /** The same bin for calls that do not block. */
    AsyncBin async();

    /** A new batch, which collects calls on this bin and sends them together. */
    Batch batch();

    /** The value of a key, or nothing. */
    Optional<String> get(String key);

    /**
     * Sets the value of a key. The empty value deletes: afterwards the key holds nothing and is not
     * listed.
     */
    void set(String key, String value);

    /** Deletes the value of a key, whether or not it has one. */
    void delete(String key);

    /** All keys that hold a value, in the order of their code points: one atomic look. */
    List<String> keys();

    /**
     * The keys that hold a value, start with the prefix and end with the suffix: one atomic look.
     * The two may overlap; the empty string matches all.
     */
    List<String> keys(String prefix, String suffix);

    /**
     * One page of these keys; atomic in itself, not together with other pages.
     *
     * @param after only keys behind this one, as {@link KeyPage#next} names it; null for the first
     *         page
     * @param limit at most this many, from 1 to 100,000
     */
    KeyPage keys(String prefix, String suffix, @Nullable String after, int limit);

    /**
     * The elements of a list in the order in which they were appended; none if there is no such
     * list.
     */
    List<String> listGet(String key);

    /** Appends an element to a list. The empty string is an element like any other. */
    void listAppend(String key, String value);

    /** Removes all elements that equal the value, and answers how many there were. */
    long listRemove(String key, String value);

    /** All keys that hold a list with elements; otherwise like {@link #keys()}. */
    List<String> listKeys();

    /** Like {@link #keys(String, String)}, for lists. */
    List<String> listKeys(String prefix, String suffix);

    /** Like {@link #keys(String, String, String, int)}, for lists. */
    KeyPage listKeys(String prefix, String suffix, @Nullable String after, int limit);

    /** The next number of the bin's clock: as {@code clock(0)}. */
    long clock();

    /**
     * The next number of the bin's clock, which rises with every call and is at least the number
     * given. Calls on other bins that begin 3 s later get no lower ones.
     *
     * @param atLeast an unsigned number of 64 bits
     * @return an unsigned number of 64 bits: compare with {@link Long#compareUnsigned}
     */
    long clock(long atLeast);
}
