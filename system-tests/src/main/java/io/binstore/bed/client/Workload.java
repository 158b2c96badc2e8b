package io.binstore.bed.client;

import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Operation;
import io.binstore.protocol.operation.Read;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks: every value is written once in the world, and a bin is left for good before its calls are too many
 * to be judged.
 *
 * <p>
 * All clients use the same bins at the same time, a new set every few seconds.
 */
public final class Workload {

    private static final int VALUE_KEYS = 3;
    private static final int LIST_KEYS = 2;
    private static final int HUNDRED = 100;

    private final ClientOptions options;
    private long generation = -1;
    private AtomicIntegerArray asked = new AtomicIntegerArray(0);

    Workload(ClientOptions options) {
        this.options = options;
    }

    /** Reads that together show all of a bin. */
    public static List<Read> everythingOf(Utf8 bin) {
        List<Read> reads = new ArrayList<>();
        for (int i = 0; i < VALUE_KEYS; i++) {
            reads.add(new Read.Get(bin, valueKey(i)));
        }
        for (int i = 0; i < LIST_KEYS; i++) {
            reads.add(new Read.ListGet(bin, listKey(i)));
        }
        reads.add(new Read.Keys(bin, Utf8.EMPTY, Utf8.EMPTY, null, 0));
        reads.add(new Read.ListKeys(bin, Utf8.EMPTY, Utf8.EMPTY, null, 0));
        return reads;
    }

    private static Utf8 valueKey(int number) {
        return Utf8.of("v" + number);
    }

    private static Utf8 listKey(int number) {
        return Utf8.of("l" + number);
    }

    /** A bin that this client may still use in this generation, by number; -1 if there is none left. */
    private synchronized int take(long wanted, Random random) {
        if (wanted > generation) {
            generation = wanted;
            asked = new AtomicIntegerArray(options.bins());
        }
        int first = random.nextInt(options.bins());
        for (int i = 0; i < options.bins(); i++) {
            int bin = (first + i) % options.bins();
            if (asked.get(bin) < options.quota()) {
                asked.incrementAndGet(bin);
                return bin;
            }
        }
        return -1;
    }

    /** One thread's part. */
    final class Share {

        private final Random random;
        private final String mark;
        private final Map<Utf8, List<Utf8>> appended = new HashMap<>();
        private long appendedIn = -1;
        private long values;

        Share(int thread) {
            random = new Random(options.seed() * 31 + thread);
            mark = options.client() + "." + thread + ".";
        }

        /** How long to wait before the next call, so that the calls of a generation are spread over it. */
        long thinkNanos() {
            double mean = (double) ClientOptions.GENERATION_NANOS * options.threads()
                    / ((double) options.bins() * options.quota());
            return (long) (-Math.log(1 - random.nextDouble()) * mean);
        }

        /** The next call, or null if none is left for now. */
        @Nullable
        Operation next(long nowNanos) {
            long wanted = options.generation(nowNanos);
            if (wanted != appendedIn) {
                appendedIn = wanted;
                appended.clear();
            }
            int bin = take(wanted, random);
            return bin < 0 ? null : operation(ClientOptions.bin(wanted, bin));
        }

        private Operation operation(Utf8 bin) {
            Utf8 value = valueKey(random.nextInt(VALUE_KEYS));
            Utf8 list = listKey(random.nextInt(LIST_KEYS));
            int dice = random.nextInt(HUNDRED);
            if (dice < 28) {
                return new Mutation.Set(bin, value, unique());
            } else if (dice < 31) {
                return new Mutation.Set(bin, value, Utf8.EMPTY);
            } else if (dice < 55) {
                return new Read.Get(bin, value);
            } else if (dice < 60) {
                return new Read.Keys(bin, Utf8.EMPTY, Utf8.EMPTY, null, 0);
            } else if (dice < 75) {
                Utf8 element = unique();
                appended.computeIfAbsent(key(bin, list), each -> new ArrayList<>()).add(element);
                return new Mutation.ListAppend(bin, list, element);
            } else if (dice < 87) {
                return new Read.ListGet(bin, list);
            } else if (dice < 92) {
                List<Utf8> own = appended.getOrDefault(key(bin, list), List.of());
                return own.isEmpty() ? new Read.ListGet(bin, list)
                        : new Mutation.ListRemove(bin, list, own.get(random.nextInt(own.size())));
            } else if (dice < 95) {
                return new Read.ListKeys(bin, Utf8.EMPTY, Utf8.EMPTY, null, 0);
            }
            return new Mutation.Clock(bin, 0);
        }

        private static Utf8 key(Utf8 bin, Utf8 list) {
            return Utf8.of(bin + " " + list);
        }

        private Utf8 unique() {
            return Utf8.of(mark + ++values);
        }
    }
}
