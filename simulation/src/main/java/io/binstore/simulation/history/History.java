package io.binstore.simulation.history;

import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Operation;
import io.binstore.protocol.operation.Result;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that clients asked and were answered, and the losses in between that nobody could have prevented.
 *
 * <p>
 * All of it has a place in one order, so that "before" has no ties.
 */
public final class History {

    private final List<CallRecord> calls = new ArrayList<>();
    private final List<Loss> losses = new ArrayList<>();
    private final List<Echo> echoes = new ArrayList<>();
    private final List<Commitment> committed = new ArrayList<>();
    private long order;

    /**
     * All replicas that held the newest state of a partition were dead: from here on it is what an older prefix of its
     * log made it. Nobody can tell when it happened before the partition answers again: until then one that was dropped
     * may go on reading the past.
     */
    public static final class Loss {

        private final int partition;
        private final List<Mutation> surviving;
        private final long order;
        private long until = Long.MAX_VALUE;

        Loss(int partition, List<Mutation> surviving, long order) {
            this.partition = partition;
            this.surviving = List.copyOf(surviving);
            this.order = order;
        }

        public int partition() {
            return partition;
        }

        /** The mutations of that prefix, mostly none. */
        public List<Mutation> surviving() {
            return surviving;
        }

        /** Not before. */
        public long order() {
            return order;
        }

        /** Before this. */
        public long until() {
            return until;
        }
    }

    /**
     * A mutation that was applied in a history that was lost and again in the one after it, as one retried call may be;
     * its call stands for one of the two, the echo for the other.
     *
     * @param firstOrder when it was applied first
     * @param againOrder when it was applied again
     */
    public record Echo(Mutation mutation, long firstOrder, long againOrder) {
    }

    /** A mutation was committed, first of all at some replica. */
    public record Commitment(Mutation mutation, long order) {
    }

    public CallRecord invoke(String client, Operation operation, long nanos) {
        CallRecord call = new CallRecord(client, operation, next(), nanos);
        calls.add(call);
        return call;
    }

    public void complete(CallRecord call, Result result, long nanos) {
        call.returned(result, next(), nanos);
    }

    public void lose(int partition, List<Mutation> surviving) {
        losses.add(new Loss(partition, surviving, next()));
    }

    /** A partition answers again. */
    public void begun(int partition) {
        for (Loss loss : losses) {
            if (loss.partition == partition && loss.until == Long.MAX_VALUE) {
                loss.until = next();
            }
        }
    }

    /** A mutation was committed; the order within a partition is that of its log. */
    public void committed(Mutation mutation) {
        committed.add(new Commitment(mutation, next()));
    }

    public List<Commitment> committed() {
        return Collections.unmodifiableList(committed);
    }

    public void echo(Mutation mutation, long firstOrder) {
        echoes.add(new Echo(mutation, firstOrder, next()));
    }

    /** A fresh place in the order. */
    public long next() {
        return ++order;
    }

    public List<CallRecord> calls() {
        return Collections.unmodifiableList(calls);
    }

    public List<Loss> losses() {
        return Collections.unmodifiableList(losses);
    }

    public List<Echo> echoes() {
        return Collections.unmodifiableList(echoes);
    }

    public SortedMap<Utf8, List<CallRecord>> byBin() {
        SortedMap<Utf8, List<CallRecord>> bins = new TreeMap<>();
        for (CallRecord call : calls) {
            bins.computeIfAbsent(call.operation().bin(), bin -> new ArrayList<>()).add(call);
        }
        return bins;
    }
}
