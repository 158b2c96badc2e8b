package io.binstore.backend.core.partition;

import io.binstore.backend.core.BackendObserver;
import io.binstore.protocol.model.Chain;

/** What a replica asks of the backend around it. */
public interface ReplicaHost {

    /** The turn's reading of the monotonic clock. */
    long nowNanos();

    long incarnation();

    /** Whether every read lease given to a backend outside the chain has run out (protocol, section 7). */
    boolean oldLeasesRunOut(Chain chain);

    /** Whether this backend holds a read lease from every other replica of the chain (protocol, section 6). */
    boolean mayRead(Chain chain);

    /** Something waits to be sent to the successor. */
    void appendDue(int partition, int successor);

    /** The predecessor should hear of a commitment, or that this replica is active now. */
    void commitDue(int partition, int predecessor);

    /** The predecessor no longer keeps what is missing here: pull a snapshot from it. */
    void fill(int partition, int predecessor, long version);

    /** Whether this backend's memory limit is reached. */
    boolean full();

    /** Whether the entries that all replicas here keep for others take too much memory. */
    boolean crowded();

    /** The clock floor of this backend, unsigned. */
    long clockFloor();

    /** A clock number was answered, or may have been by a head that is gone. */
    void clockAnswered(long clock);

    /** A head had to begin without everything its predecessors had: a loss. */
    void headBeganIncomplete(int partition);

    /** Where scans go on that take more than one step. */
    ScanTurns scans();

    /** Whether to do at a named place what is allowed and rarely happens; for simulations. */
    default boolean unlucky(String place) {
        return false;
    }

    BackendObserver observer();
}
