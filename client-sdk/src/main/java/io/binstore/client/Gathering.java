package io.binstore.client;

import io.binstore.protocol.operation.Result;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Collects the results of calls that were made together; confined to the client's loop. */
final class Gathering {

    private final Result[] results;
    private final Consumer<List<Result>> then;
    private int open;

    /** @param size how many there are, at least one */
    Gathering(int size, Consumer<List<Result>> then) {
        this.results = new Result[size];
        this.then = then;
        this.open = size;
    }

    void answered(int index, Result result) {
        results[index] = result;
        if (--open == 0) {
            then.accept(Arrays.asList(results));
        }
    }
}
