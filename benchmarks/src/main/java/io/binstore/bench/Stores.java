package io.binstore.bench;

import io.binstore.bench.store.BinstoreStore;
import io.binstore.bench.store.HazelcastStore;
import io.binstore.bench.store.KeySpace;
import io.binstore.bench.store.Place;
import io.binstore.bench.store.RedisStore;
import io.binstore.bench.store.Store;
import io.binstore.launcher.cluster.JvmOptions;
import io.binstore.launcher.cluster.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The stores that a run may hold. */
final class Stores {

    private Stores() {
    }

    /** Those that were asked for and can run here; what is missing is told and left out. */
    static List<Store> named(Options options, KeySpace space, Place place,
            Consumer<String> teller) {
        List<Store> stores = new ArrayList<>();
        for (String name : options.systems) {
            switch (name) {
                case "binstore" -> stores.add(new BinstoreStore(space, place, options.backends,
                        JvmOptions.parse(options.backendOptions, options.keeperOptions)));
                case "redis" -> {
                    String missing = RedisStore.missing();
                    if (missing == null) {
                        stores.add(new RedisStore(space, place, options.redisReadConnections));
                    } else {
                        teller.accept("going on without Redis: " + missing);
                    }
                }
                case "hazelcast" -> stores.add(new HazelcastStore(space, place,
                        List.of(options.hazelcastOptions.strip().split("\\s+"))));
                default -> throw new Trouble("no store " + name
                        + "; there are binstore, redis and hazelcast");
            }
        }
        return stores;
    }
}
