package io.binstore.bench.store;

import java.util.List;

/** A store under test: three servers on this machine and a client in this JVM. */
public interface Store extends AutoCloseable {

    /** The name in tables. */
    String name();

    /** Version and settings, as sentences for the report; complete once it has started. */
    List<String> description();

    /** Starts the servers and connects; returns when calls are answered by three replicas. */
    void start();

    /** The processes whose processor time and memory count as the store's. */
    List<Long> pids();

    /** What one caller speaks through; every caller has its own, used by one thread at a time. */
    StoreCaller caller(int index);

    /** Disconnects and ends all servers; may be called at any time, and again. */
    @Override
    void close();
}
