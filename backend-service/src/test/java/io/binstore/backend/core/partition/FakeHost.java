package io.binstore.backend.core.partition;

import io.binstore.backend.core.BackendObserver;
import io.binstore.backend.core.ManualTime;
import io.binstore.protocol.model.Chain;
import io.binstore.protocol.runtime.Randomness;
import java.util.ArrayList;
import java.util.List;

/** A backend around one replica, which does what the test has set and writes down what it is asked. */
final class FakeHost implements ReplicaHost {

    final ManualTime time = new ManualTime();
    final List<String> asked = new ArrayList<>();
    final List<String> seen = new ArrayList<>();
    final SmallSteps luck = new SmallSteps();
    final ScanTurns scans = new ScanTurns(time, luck);
    boolean leasesOut = true;
    boolean mayRead = true;
    boolean full;
    boolean crowded;
    long clockFloor;
    long clockAnswered = -1;

    /** What was asked since the last time. */
    List<String> taken() {
        List<String> taken = List.copyOf(asked);
        asked.clear();
        return taken;
    }

    @Override
    public long nowNanos() {
        return time.nanos();
    }

    @Override
    public long incarnation() {
        return 1;
    }

    @Override
    public boolean oldLeasesRunOut(Chain chain) {
        return leasesOut;
    }

    @Override
    public boolean mayRead(Chain chain) {
        return mayRead;
    }

    @Override
    public void appendDue(int partition, int successor) {
        asked.add("append to " + successor);
    }

    @Override
    public void commitDue(int partition, int predecessor) {
        asked.add("commit to " + predecessor);
    }

    @Override
    public void fill(int partition, int predecessor, long version) {
        asked.add("fill from " + predecessor + " in " + version);
    }

    @Override
    public boolean full() {
        return full;
    }

    @Override
    public boolean crowded() {
        return crowded;
    }

    @Override
    public long clockFloor() {
        return clockFloor;
    }

    @Override
    public void clockAnswered(long clock) {
        clockAnswered = clock;
    }

    @Override
    public void headBeganIncomplete(int partition) {
        asked.add("head lost something");
    }

    @Override
    public ScanTurns scans() {
        return scans;
    }

    @Override
    public BackendObserver observer() {
        return new BackendObserver() {
            @Override
            public void discarded(long incarnation, int partition) {
                seen.add("discarded");
            }

            @Override
            public void committed(long incarnation, int partition, long origin, long version,
                    long index) {
                seen.add("committed " + index);
            }

            @Override
            public void serving(long incarnation, int partition, long version, long last,
                    boolean complete) {
                seen.add((complete ? "serving " : "active ") + version + " with " + last);
            }
        };
    }

    /** Chance that makes scans look at one key at a time, if it is to. */
    static final class SmallSteps implements Randomness {

        boolean wanted;

        @Override
        public long nextLong() {
            throw new IllegalStateException("nothing here is drawn");
        }

        @Override
        public Randomness fork(String name) {
            return this;
        }

        @Override
        public boolean unlucky(String place) {
            return wanted && place.equals("smallest scan step");
        }
    }
}
