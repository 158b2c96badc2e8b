package io.binstore.backend.core.partition;

import io.binstore.backend.core.BackendObserver;
import io.binstore.protocol.model.Chain;
import io.binstore.protocol.operation.Result;

/** What is around a replica and a call where only the replica itself is measured. */
final class Stand implements ReplicaHost, Slot {

    private long answers;

    long answers() {
        return answers;
    }

    @Override
    public void answer(Result result) {
        answers++;
    }

    @Override
    public void ordered() {
        // Only callers whose time runs out ask for it.
    }

    @Override
    public boolean open() {
        return true;
    }

    @Override
    public long nowNanos() {
        return 1;
    }

    @Override
    public long incarnation() {
        return 1;
    }

    @Override
    public boolean oldLeasesRunOut(Chain chain) {
        return true;
    }

    @Override
    public boolean mayRead(Chain chain) {
        return true;
    }

    @Override
    public void appendDue(int partition, int successor) {
        // The benchmark sends by itself.
    }

    @Override
    public void commitDue(int partition, int predecessor) {
        // There is nobody above.
    }

    @Override
    public void fill(int partition, int predecessor, long version) {
        throw new IllegalStateException("nothing is missing here");
    }

    @Override
    public boolean full() {
        return false;
    }

    @Override
    public boolean crowded() {
        return false;
    }

    @Override
    public long clockFloor() {
        return 0;
    }

    @Override
    public void clockAnswered(long clock) {
        // No clock calls here.
    }

    @Override
    public void headBeganIncomplete(int partition) {
        throw new IllegalStateException("the partition begins here");
    }

    @Override
    public ScanTurns scans() {
        throw new IllegalStateException("nobody scans here");
    }

    @Override
    public BackendObserver observer() {
        return BackendObserver.NONE;
    }
}
