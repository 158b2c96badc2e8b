package io.binstore.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.bench.store.KeySpace;
import io.binstore.bench.store.Store;
import io.binstore.bench.store.StoreCaller;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoadTest {

    private static final int KEYS = 50;
    private static final LoadSettings SETTINGS = new LoadSettings(4, 10, 2, 20, 200, false);

    private final KeySpace space = new KeySpace(KEYS, 8, 100);
    private final MapStore store = new MapStore();
    private final Load load = new Load(store, space, 4);

    /** A store in this JVM. */
    private static final class MapStore implements Store {

        private final Map<Integer, String> values = new ConcurrentHashMap<>();
        private final Map<Integer, List<String>> lists = new ConcurrentHashMap<>();
        private volatile long delayMillis;
        private volatile boolean broken;
        private final AtomicInteger underWay = new AtomicInteger();
        private final AtomicInteger underWayMost = new AtomicInteger();

        @Override
        public String name() {
            return "map";
        }

        @Override
        public List<String> description() {
            return List.of();
        }

        @Override
        public void start() {
            // It is there.
        }

        @Override
        public List<Long> pids() {
            return List.of();
        }

        @Override
        public StoreCaller caller(int index) {
            return new StoreCaller() {
                @Override
                public void set(int key, String value) throws InterruptedException {
                    if (broken) {
                        throw new IllegalStateException("broken");
                    }
                    TimeUnit.MILLISECONDS.sleep(delayMillis);
                    values.put(key, value);
                }

                @Override
                public CompletionStage<?> setAsync(int key, String value) {
                    underWayMost.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                    return CompletableFuture.runAsync(() -> {
                        underWay.decrementAndGet();
                        if (broken) {
                            throw new IllegalStateException("broken");
                        }
                        values.put(key, value);
                    }, CompletableFuture.delayedExecutor(delayMillis, TimeUnit.MILLISECONDS));
                }

                @Override
                public int get(int key) {
                    return values.getOrDefault(key, "").length();
                }

                @Override
                public void append(int key, String value) {
                    lists.compute(key, (k, old) -> {
                        List<String> list = old == null ? new ArrayList<>() : old;
                        list.add(value);
                        return list;
                    });
                }

                @Override
                public void forgetList(int key, String value) {
                    lists.remove(key);
                }

                @Override
                public void setAll(int[] keys, String value) throws InterruptedException {
                    for (int key : keys) {
                        set(key, value);
                    }
                }

                @Override
                public int getAll(int[] keys) {
                    int found = 0;
                    for (int key : keys) {
                        found += values.containsKey(key) ? 1 : 0;
                    }
                    return found;
                }
            };
        }

        @Override
        public void close() {
            // Nothing to end.
        }
    }

    @Test
    void fillsEveryKeyAndFindsAllOfThem() throws Exception {
        load.fill();
        assertThat(store.values).hasSize(KEYS);
        Outcome gets = load.run(Workload.GET, SETTINGS, 1, 0).outcome();
        assertThat(gets.errors()).isZero();
        assertThat(gets.calls()).isPositive().isEqualTo(gets.latency().getTotalCount());
        assertThat(gets.callsPerSecond()).isPositive();
    }

    @Test
    void countsTheCallsOfABatchAndItsLatencyOnce() throws Exception {
        Outcome batches = load.run(Workload.SET_BATCH, SETTINGS, 1, 0).outcome();
        assertThat(batches.calls()).isEqualTo(10 * batches.latency().getTotalCount());
    }

    @Test
    void removesTheListsThatItMade() throws Exception {
        assertThat(load.run(Workload.APPEND, SETTINGS, 1, 0).outcome().calls()).isPositive();
        assertThat(store.lists).isEmpty();
    }

    @Test
    void countsErrorsAndKeepsTheFirst() throws Exception {
        assertThat(load.run(Workload.GET, SETTINGS.lasting(0, 1_000), 1, 0).outcome().errors())
                .isPositive();
        assertThat(load.firstError()).hasMessage("a value is missing");
        store.broken = true;
        assertThat(load.run(Workload.SET, SETTINGS, 1, 0).outcome().calls()).isZero();
    }

    @Test
    void keepsAPaceAndCountsLatencyFromTheMomentACallWasDue() throws Exception {
        LoadSettings longer = SETTINGS.lasting(0, 500);
        Outcome paced = load.run(Workload.SET_HALF, longer, 1, 100).outcome();
        assertThat(paced.calls()).isBetween(1L, 54L);
        store.delayMillis = 60;
        // Each caller is due every 40 ms and needs 60 ms: the later a call, the more it is behind.
        Outcome late = load.run(Workload.SET_HALF, longer, 1, 100).outcome();
        assertThat(late.latency().getMaxValue()).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(75));
        // Only who was free in time can be late by the driver's fault.
        assertThat(paced.late().getTotalCount()).isBetween(1L, paced.calls());
        assertThat(late.late().getTotalCount()).isLessThan(late.calls());
    }

    @Test
    void asynchronousCallsBeginAtTheirMomentsAndDoNotWaitForEachOther() throws Exception {
        store.delayMillis = 60;
        LoadSettings longer = SETTINGS.lasting(0, 500);
        Outcome open = load.run(Workload.SET_HALF_ASYNC, longer, 1, 200).outcome();
        assertThat(open.calls()).isBetween(1L, 100L).isEqualTo(open.latency().getTotalCount());
        assertThat(open.latency().getMinValue())
                .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(59));
        // More than there are callers: each 5 ms one begins that takes 60 ms.
        assertThat(store.underWayMost.get()).isGreaterThan(4);
        assertThat(store.underWay.get()).isZero();

        store.broken = true;
        Outcome failed = load.run(Workload.SET_HALF_ASYNC, longer, 1, 200).outcome();
        assertThat(failed.calls()).isZero();
        assertThat(failed.errors()).isPositive();
        assertThat(failed.firstError()).hasRootCauseMessage("broken");
    }
}
