package io.binstore.launcher.load;

import io.binstore.client.AsyncBin;
import io.binstore.client.BinStoreClient;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Reads through a client of the SDK. */
public record SdkSource(String name, BinStoreClient client) implements Source {

    @Override
    public List<List<String>> read(List<Question> questions) {
        List<CompletableFuture<List<String>>> answers = questions.stream().map(this::read).toList();
        return answers.stream().map(CompletableFuture::join).toList();
    }

    private CompletableFuture<List<String>> read(Question question) {
        AsyncBin bin = client.bin(question.bin()).async();
        return switch (question.shape()) {
            case VALUE -> bin.get(question.key()).thenApply(Optional::stream)
                    .thenApply(value -> value.toList());
            case LIST -> bin.listGet(question.key());
        };
    }
}
