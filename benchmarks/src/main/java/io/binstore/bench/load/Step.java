package io.binstore.bench.load;

/** What a caller does again and again. */
@FunctionalInterface
public interface Step {

    void run() throws Exception;
}
