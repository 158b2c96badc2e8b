package io.binstore.bench.run;

import io.binstore.bench.store.Store;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The stores that run: they end with it, or with this JVM, however that ends. */
public final class Stage implements AutoCloseable {

    private final List<Store> stores = Collections.synchronizedList(new ArrayList<>());
    private final Thread cleanUp = new Thread(this::endAll, "clean-up");

    public Stage() {
        Runtime.getRuntime().addShutdownHook(cleanUp);
    }

    public <S extends Store> S start(S store) {
        // First, for its servers to be ended if it fails half-way.
        stores.add(store);
        store.start();
        return store;
    }

    /** Ends one before the others. */
    public void end(Store store) {
        stores.remove(store);
        store.close();
    }

    private void endAll() {
        synchronized (stores) {
            stores.forEach(Store::close);
            stores.clear();
        }
    }

    @Override
    public void close() {
        endAll();
        Runtime.getRuntime().removeShutdownHook(cleanUp);
    }
}
