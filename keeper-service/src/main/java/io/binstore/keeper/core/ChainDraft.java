package io.binstore.keeper.core;

import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.Replica;
import java.util.ArrayList;
import java.util.List;

/** A chain on its way to the next view; its version moves as soon as its replicas change. */
final class ChainDraft {

    private final long epoch;
    private final Chain before;
    private final List<Replica> replicas;
    private final List<Integer> learners;
    private long version;
    private long origin;

    ChainDraft(Chain before, long epoch) {
        this.before = before;
        this.epoch = epoch;
        this.replicas = new ArrayList<>(before.replicas());
        this.learners = new ArrayList<>(before.learners());
        this.version = before.version();
        this.origin = before.origin();
    }

    Chain before() {
        return before;
    }

    List<Integer> replicas() {
        List<Integer> members = new ArrayList<>(replicas.size());
        for (Replica replica : replicas) {
            members.add(replica.member());
        }
        return members;
    }

    List<Integer> learners() {
        return learners;
    }

    boolean isEmpty() {
        return replicas.isEmpty();
    }

    int size() {
        return replicas.size();
    }

    int head() {
        return replicas.get(0).member();
    }

    /** Whether its replicas are those of the view before. */
    boolean untouched() {
        return version == before.version();
    }

    boolean changed() {
        return !untouched() || !learners.equals(before.learners());
    }

    void removeReplica(int member) {
        if (replicas.removeIf(replica -> replica.member() == member)) {
            version = epoch;
        }
    }

    /** Adds a replica at the tail; a learner becomes it. */
    void append(int member) {
        learners.remove((Integer) member);
        replicas.add(new Replica(member, epoch));
        version = epoch;
    }

    /** Begins a new, empty history. */
    void restart(List<Integer> members) {
        replicas.clear();
        learners.clear();
        members.forEach(this::append);
        version = epoch;
        origin = epoch;
    }

    void addLearner(int member) {
        learners.add(member);
    }

    void removeLearner(int member) {
        learners.remove((Integer) member);
    }

    Chain toChain() {
        return new Chain(version, origin, replicas, learners);
    }
}
