package io.binstore.launcher.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.launcher.cluster.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The load against stores with a defect: each defect must be found, or the load proves nothing. */
class LoadTest {

    private static final Load.Plan PLAN = new Load.Plan("test", 2, 3, 1, Duration.ofMillis(1));
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void findsNothingWrongWithASoundStore() {
        assertThat(findings(new MemoryStore(), load -> load.waits().calls() > 500).isEmpty())
                .isTrue();
    }

    @Test
    void noticesAnAppendThatIsLost() {
        MemoryStore store = new MemoryStore() {
            @Override
            public void append(String bin, String key, String element) {
                if (!element.equals("w1-7")) {
                    super.append(bin, key, element);
                }
            }
        };
        assertThat(findings(store, load -> load.waits().calls() > 500).count(Fault.LOST))
                .isPositive();
    }

    @Test
    void noticesAnAppendThatIsAppliedTwice() {
        MemoryStore store = new MemoryStore() {
            @Override
            public void append(String bin, String key, String element) {
                super.append(bin, key, element);
                if (element.equals("w1-7")) {
                    super.append(bin, key, element);
                }
            }
        };
        assertThat(findings(store, load -> load.waits().calls() > 500).count(Fault.APPLIED_TWICE))
                .isPositive();
    }

    @Test
    void noticesAStaleRead() {
        MemoryStore store = new MemoryStore() {
            @Override
            public Optional<String> get(String bin, String key) {
                return super.get(bin, key)
                        .map(value -> Integer.toString(Integer.parseInt(value) - 1));
            }
        };
        assertThat(findings(store, load -> load.waits().calls() > 100).count(Fault.STALE_READ))
                .isPositive();
    }

    @Test
    void noticesAClockThatStandsStill() {
        MemoryStore store = new MemoryStore() {
            @Override
            public synchronized long clock(String bin) {
                return 5;
            }
        };
        assertThat(findings(store, load -> load.waits().calls() > 500).count(Fault.CLOCK_WENT_BACK))
                .isPositive();
    }

    @Test
    void countsFailedCalls() {
        AtomicInteger calls = new AtomicInteger();
        MemoryStore store = new MemoryStore() {
            @Override
            public void set(String bin, String key, String value) {
                if (calls.incrementAndGet() == 10) {
                    throw new IllegalStateException("no");
                }
                super.set(bin, key, value);
            }
        };
        assertThat(findings(store, load -> calls.get() > 20).count(Fault.FAILED_CALL)).isEqualTo(1);
    }

    /** What the load finds while it runs and afterwards, together. */
    private static Findings findings(MemoryStore store, Predicate<Load> enough) {
        Load load = Load.start(PLAN, store);
        try (load) {
            assertThat(Wait.atMost(PATIENCE).until(() -> enough.test(load))).isTrue();
        }
        Checker.check(load.expected(), store, load.findings());
        return load.findings();
    }

    /** A store in memory. */
    private static class MemoryStore implements Store, Source {

        private final Map<Question, List<String>> contents = new ConcurrentHashMap<>();
        private long clock;

        @Override
        public String name() {
            return "memory";
        }

        @Override
        public void set(String bin, String key, String value) {
            contents.put(Question.value(bin, key), List.of(value));
        }

        @Override
        public Optional<String> get(String bin, String key) {
            return contents.getOrDefault(Question.value(bin, key), List.of()).stream().findFirst();
        }

        @Override
        public void append(String bin, String key, String element) {
            contents.compute(Question.list(bin, key), (list, old) -> {
                List<String> elements = new ArrayList<>(old == null ? List.of() : old);
                elements.add(element);
                return elements;
            });
        }

        @Override
        public List<String> list(String bin, String key) {
            return contents.getOrDefault(Question.list(bin, key), List.of());
        }

        @Override
        public synchronized long clock(String bin) {
            return clock++;
        }

        @Override
        public List<List<String>> read(List<Question> questions) {
            return questions.stream().map(question -> contents.getOrDefault(question, List.of()))
                    .toList();
        }
    }
}
