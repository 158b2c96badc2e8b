package io.binstore.launcher.load;

import io.binstore.client.BinStoreClient;
import java.util.List;
import java.util.Optional;

/** The store through a client of the SDK. */
public record SdkStore(BinStoreClient client) implements Store {

    @Override
    public void set(String bin, String key, String value) {
        client.bin(bin).set(key, value);
    }

    @Override
    public Optional<String> get(String bin, String key) {
        return client.bin(bin).get(key);
    }

    @Override
    public void append(String bin, String key, String element) {
        client.bin(bin).listAppend(key, element);
    }

    @Override
    public List<String> list(String bin, String key) {
        return client.bin(bin).listGet(key);
    }

    @Override
    public long clock(String bin) {
        return client.bin(bin).clock();
    }
}
