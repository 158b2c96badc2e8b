package io.binstore.bench.load;

import java.util.concurrent.CompletionStage;

/** What is begun again and again, and ends by itself. */
@FunctionalInterface
public interface AsyncStep {

    CompletionStage<?> begin() throws Exception;
}
