package io.binstore.launcher.load;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** How long callers waited, by phases. A call belongs to the phase in which it ends. */
public final class Waits {

    private final List<Phase> phases = new CopyOnWriteArrayList<>();
    private volatile Phase current = new Phase("before");

    /** A stretch of time, as far as it concerns callers. Goes on counting until the next one begins. */
    public static final class Phase {

        private final String name;
        private final LongAdder calls = new LongAdder();
        private final LongAccumulator longestNanos = new LongAccumulator(Math::max, 0);

        private Phase(String name) {
            this.name = name;
        }

        public String name() {
            return name;
        }

        public long calls() {
            return calls.sum();
        }

        public Duration longest() {
            return Duration.ofNanos(longestNanos.get());
        }
    }

    public Phase begin(String name) {
        Phase phase = new Phase(name);
        phases.add(phase);
        current = phase;
        return phase;
    }

    void add(long nanos) {
        Phase phase = current;
        phase.calls.increment();
        phase.longestNanos.accumulate(nanos);
    }

    public List<Phase> phases() {
        return List.copyOf(phases);
    }

    public long calls() {
        return phases.stream().mapToLong(Phase::calls).sum();
    }

    public Duration longest() {
        return phases.stream().map(Phase::longest).max(Duration::compareTo).orElse(Duration.ZERO);
    }
}
