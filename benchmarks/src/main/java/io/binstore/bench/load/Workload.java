package io.binstore.bench.load;

import io.binstore.bench.store.KeySpace;
import io.binstore.bench.store.StoreCaller;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What callers do again and again. */
public enum Workload {

    SET("set", "set, blocking callers", Crowd.CALLERS) {
        @Override
        void step(StoreCaller caller, Draw draw) throws Exception {
            caller.set(draw.uniform(), draw.value());
        }
    },

    GET("get", "get, blocking callers", Crowd.CALLERS) {
        @Override
        void step(StoreCaller caller, Draw draw) throws Exception {
            found(caller.get(draw.uniform()));
        }
    },

    APPEND("append", "list append, blocking callers", Crowd.CALLERS) {
        @Override
        void step(StoreCaller caller, Draw draw) throws Exception {
            caller.append(draw.uniform(), draw.elementOfLists());
        }
    },

    MIX("mix", "50/50 get and set, zipfian keys, blocking callers", Crowd.CALLERS) {
        @Override
        void step(StoreCaller caller, Draw draw) throws Exception {
            if (draw.heads()) {
                found(caller.get(draw.zipfian()));
            } else {
                caller.set(draw.zipfian(), draw.value());
            }
        }
    },

    SET_BATCH("set-batch", "set, in batches", Crowd.BATCHES) {
        @Override
        void step(StoreCaller caller, Draw draw) throws Exception {
            caller.setAll(draw.batch(), draw.value());
        }
    },

    GET_BATCH("get-batch", "get, in batches", Crowd.BATCHES) {
        @Override
        void step(StoreCaller caller, Draw draw) throws Exception {
            int[] keys = draw.batch();
            int found = caller.getAll(keys);
            if (found < keys.length) {
                throw new IllegalStateException(keys.length - found + " values are missing");
            }
        }
    },

    SET_ALONE("set-alone", "set, one caller", Crowd.ONE) {
        @Override
        void step(StoreCaller caller, Draw draw) throws Exception {
            SET.step(caller, draw);
        }
    },

    GET_ALONE("get-alone", "get, one caller", Crowd.ONE) {
        @Override
        void step(StoreCaller caller, Draw draw) throws Exception {
            GET.step(caller, draw);
        }
    },

    /** Callers begin at fixed moments, and latency counts from these: a stall is not hidden. */
    SET_HALF("set-half", "set at half of the peak rate", Crowd.CALLERS) {
        @Override
        void step(StoreCaller caller, Draw draw) throws Exception {
            SET.step(caller, draw);
        }
    },

    /** The same moments without a thread for each caller, whose waking is half of the cost there. */
    SET_HALF_ASYNC("set-half-async", "set at half of the peak rate, asynchronous",
            Crowd.CALLERS) {
        @Override
        void step(StoreCaller caller, Draw draw) throws Exception {
            begin(caller, draw).toCompletableFuture().get();
        }

        @Override
        CompletionStage<?> begin(StoreCaller caller, Draw draw) throws Exception {
            return caller.setAsync(draw.uniform(), draw.value());
        }
    };

    /** How many callers there are. */
    enum Crowd {
        CALLERS, BATCHES, ONE
    }

    private final String word;
    private final String title;
    private final Crowd crowd;

    Workload(String word, String title, Crowd crowd) {
        this.word = word;
        this.title = title;
        this.crowd = crowd;
    }

    abstract void step(StoreCaller caller, Draw draw) throws Exception;

    /** The same, without waiting for its end if it {@link #isOpen}. */
    CompletionStage<?> begin(StoreCaller caller, Draw draw) throws Exception {
        step(caller, draw);
        return CompletableFuture.completedFuture(null);
    }

    /** The name on the command line. */
    public String word() {
        return word;
    }

    /** The name in tables. */
    public String title() {
        return title;
    }

    int callers(LoadSettings settings) {
        return switch (crowd) {
            case CALLERS -> settings.callers();
            case BATCHES -> settings.batchCallers();
            case ONE -> 1;
        };
    }

    /** How many calls a step makes. */
    int callsPerStep(LoadSettings settings) {
        return crowd == Crowd.BATCHES ? settings.batch() : 1;
    }

    /** Whether it runs at half of the rate that callers who wait can reach. */
    public boolean isAtHalf() {
        return this == SET_HALF || this == SET_HALF_ASYNC;
    }

    /** Whether a step begins at its moment, whether or not those before have ended. */
    boolean isOpen() {
        return this == SET_HALF_ASYNC;
    }

    /** Whether it leaves lists behind. */
    boolean growsLists() {
        return this == APPEND;
    }

    public static @Nullable Workload of(String word) {
        return Arrays.stream(values()).filter(workload -> workload.word.equals(word)).findFirst()
                .orElse(null);
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(Workload::word).toList();
    }

    private static void found(int length) {
        if (length == 0) {
            throw new IllegalStateException("a value is missing");
        }
    }

    /** What one caller draws: keys and values. */
    static final class Draw {

        private final KeySpace space;
        private final Zipfian zipfian;
        private final SplittableRandom random;
        private final int[] batch;

        Draw(KeySpace space, Zipfian zipfian, long seed, int batch) {
            this.space = space;
            this.zipfian = zipfian;
            this.random = new SplittableRandom(seed);
            this.batch = new int[batch];
        }

        int uniform() {
            return random.nextInt(space.size());
        }

        int zipfian() {
            return zipfian.next(random);
        }

        boolean heads() {
            return random.nextBoolean();
        }

        String value() {
            return space.value(random.nextInt());
        }

        /** The same for all, so that one call can remove a list. */
        String elementOfLists() {
            return space.value(0);
        }

        int[] batch() {
            for (int i = 0; i < batch.length; i++) {
                batch[i] = uniform();
            }
            return batch;
        }
    }
}
