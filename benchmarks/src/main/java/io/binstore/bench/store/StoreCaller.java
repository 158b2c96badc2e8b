package io.binstore.bench.store;

import java.util.concurrent.CompletionStage;

/**
 * One caller's way to a store. Keys are numbers of a {@link KeySpace}; a method returns once
 * its calls are answered, or what it returns ends then, writes by three replicas, and throws if one of them failed.
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
