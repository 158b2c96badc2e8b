package io.binstore.bench.store;

import java.util.concurrent.CompletionStage;

/**
 * One caller's way to a store. Keys are numbers of a {@link KeySpace}. A call has ended once it is answered, writes by
 * three replicas; methods return, or what they return ends, then, and with an exception if a call failed.
 */
public interface StoreCaller {

    void set(int key, String value) throws Exception;

    /** Returns at once; many may be under way. */
    CompletionStage<?> setAsync(int key, String value) throws Exception;

    /** @return how many characters the value has; 0 if there is none */
    int get(int key) throws Exception;

    void append(int key, String value) throws Exception;

    /** Removes a list all of whose elements equal the value. */
    void forgetList(int key, String value) throws Exception;

    /** Sets many keys at once, in the fastest way the client offers. */
    void setAll(int[] keys, String value) throws Exception;

    /** Reads many keys at once; returns how many of them have a value. */
    int getAll(int[] keys) throws Exception;
}
