package io.binstore.backend.core;

import io.binstore.backend.core.partition.PartitionReplica;
import io.binstore.backend.core.partition.PartitionState;
import io.binstore.backend.core.partition.ReplicaHost;
import io.binstore.backend.core.transfer.Learner;
import io.binstore.backend.core.transfer.SnapshotSink;
import io.binstore.backend.core.transfer.TransferHost;
import io.binstore.protocol.message.MigrateReply.Progress;
import io.binstore.protocol.message.MigrateRequest.Order;
import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.View;
import io.binstore.protocol.runtime.Bound;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The partitions that one incarnation holds, as replica or as learner, and what a new view changes about them.
 */
final class Replicas {

    private final int self;
    private final long incarnation;
    private final ReplicaHost host;
    private final TransferHost transfers;
    private final TreeMap<Integer, PartitionReplica> replicas = new TreeMap<>();
    /** The same by partition, for the many who ask. */
    private @Nullable PartitionReplica[] byPartition = new @Nullable PartitionReplica[0];
    private final MemoryMeter meter = new MemoryMeter();
    private final TreeMap<Integer, Learner> learners = new TreeMap<>();
    private final TreeMap<Integer, SnapshotSink> fills = new TreeMap<>();

    Replicas(int self, long incarnation, ReplicaHost host, TransferHost transfers) {
        this.self = self;
        this.incarnation = incarnation;
        this.host = host;
        this.transfers = transfers;
    }

    /**
     * Carries a view out (protocol, section 7).
     *
     * @param before the epoch that was active here until now; replicas added later are new
     */
    void adopt(View view, long before) {
        if (byPartition.length == 0) {
            byPartition = new @Nullable PartitionReplica[view.chains().size()];
        }
        for (int partition = 0; partition < view.chains().size(); partition++) {
            Chain chain = view.chains().get(partition);
            int position = chain.positionOf(self);
            PartitionReplica replica = byPartition[partition];
            if (position >= 0) {
                boolean isNew = chain.replicas().get(position).added() > before;
                if (replica == null) {
                    replica = join(partition, chain);
                    replicas.put(partition, replica);
                    byPartition[partition] = replica;
                } else if (chain.version() != replica.chain().version()) {
                    cancelFill(partition);
                    replica.enter(chain, isNew);
                }
            } else {
                if (replica != null) {
                    BackendProbe.REPLICA_REMOVED_FROM_ITS_CHAIN.hit();
                    cancelFill(partition);
                    replicas.remove(partition);
                    byPartition[partition] = null;
                    replica.discard();
                }
                keepLearner(partition, chain);
            }
        }
        meter.lookAtAll(byPartition);
    }

    /** A learner outlives a change of the chain if that has kept its tail: the order still says the same. */
    private void keepLearner(int partition, Chain chain) {
        Learner learner = learners.get(partition);
        if (learner != null) {
            if (!chain.learners().contains(self)) {
                BackendProbe.LEARNER_CALLED_OFF.hit();
                endLearner(partition);
            } else if (!chain.replicas().isEmpty() && chain.tail() == learner.order().source()) {
                BackendProbe.LEARNER_OUTLIVES_A_CHANGE_OF_ITS_CHAIN.hit();
                learner.follow(chain.version());
            } else {
                BackendProbe.LEARNER_LOSES_ITS_SOURCE.hit();
            }
        }
    }

    /** A replica that was not one before: it goes on with what it learned, if that belongs to the same history. */
    private PartitionReplica join(int partition, Chain chain) {
        PartitionState learned = endLearner(partition);
        boolean usable = learned != null && learned.origin() == chain.origin();
        if (usable) {
            BackendProbe.LEARNER_BECOMES_A_REPLICA.hit();
        } else if (learned != null) {
            BackendProbe.LEARNED_STATE_IS_OF_ANOTHER_HISTORY.hit();
        }
        PartitionState state =
                usable && learned != null ? learned : new PartitionState(chain.origin());
        return new PartitionReplica(partition, self, chain, state, host);
    }

    private @Nullable PartitionState endLearner(int partition) {
        Learner learner = learners.remove(partition);
        return learner == null ? null : learner.end();
    }

    /** Takes the lead's orders; one that is under way already changes nothing. */
    void migrate(List<Order> orders, View view) {
        for (Order order : orders) {
            if (order.partition() < 0 || order.partition() >= view.chains().size()) {
                continue;
            }
            Chain chain = view.chains().get(order.partition());
            Learner running = learners.get(order.partition());
            boolean wanted =
                    chain.learners().contains(self) && !replicas.containsKey(order.partition())
                            && !chain.replicas().isEmpty() && chain.tail() == order.source();
            if (wanted && running != null && !running.order().equals(order)) {
                BackendProbe.ORDER_REPLACES_A_RUNNING_ONE.hit();
            }
            if (wanted && (running == null || !running.order().equals(order))) {
                endLearner(order.partition());
                learners.put(order.partition(),
                        new Learner(transfers, host.observer(), incarnation, order,
                                chain.version()));
            }
        }
    }

    /** Pulls a snapshot from a predecessor that no longer keeps what this replica lacks. */
    void fill(int partition, int predecessor, long version) {
        cancelFill(partition);
        BackendProbe.REPLICA_FILLED_BY_ITS_PREDECESSOR.hit();
        Consumer<PartitionState> loaded = state -> {
            fills.remove(partition);
            PartitionReplica replica = replica(partition);
            if (replica != null) {
                replica.filled(state);
            }
        };
        SnapshotSink sink =
                new SnapshotSink(transfers, partition, predecessor, version, false, loaded);
        fills.put(partition, sink);
        sink.pull();
    }

    private void cancelFill(int partition) {
        SnapshotSink sink = fills.remove(partition);
        if (sink != null) {
            BackendProbe.FILLING_CALLED_OFF.hit();
            sink.cancel();
        }
    }

    /** The incarnation is over. */
    void discardAll() {
        List<PartitionReplica> gone = List.copyOf(replicas.values());
        replicas.clear();
        Arrays.fill(byPartition, null);
        gone.forEach(PartitionReplica::discard);
        List.copyOf(learners.keySet()).forEach(this::endLearner);
        List.copyOf(fills.keySet()).forEach(this::cancelFill);
    }

    @Nullable
    PartitionReplica replica(int partition) {
        return partition >= 0 && partition < byPartition.length ? byPartition[partition] : null;
    }

    Iterable<PartitionReplica> all() {
        return replicas.values();
    }

    List<Progress> progress() {
        List<Progress> progress = new ArrayList<>(learners.size());
        learners.values().forEach(learner -> progress.add(learner.progress()));
        return progress;
    }

    /** The partitions of which this backend is a replica that does not serve yet. */
    List<Integer> incomplete() {
        List<Integer> incomplete = new ArrayList<>();
        replicas.forEach((partition, replica) -> {
            if (!replica.serving()) {
                incomplete.add(partition);
            }
        });
        return incomplete;
    }

    void bounds(List<Bound> bounds) {
        replicas.values().forEach(replica -> replica.bounds(bounds));
    }

    long sketch(int partition) {
        PartitionReplica replica = replica(partition);
        Learner learner = learners.get(partition);
        return (learner == null ? 0 : learner.sketch())
                | (replica == null ? 0 : replica.sketch() << 2);
    }

    int learning() {
        return learners.size();
    }

    /** Estimated heap taken by entries kept for others, in bytes, as it was measured last. */
    long suffixBytes() {
        return meter.suffixBytes();
    }

    /** The highest clock number given in any partition here; unsigned. */
    long highestClock() {
        long highest = 0;
        for (PartitionReplica replica : replicas.values()) {
            long next = replica.state().table().clock();
            // A saturated clock gives its last number again and again.
            long given = next == 0 || next == -1 ? next : next - 1;
            if (Long.compareUnsigned(given, highest) > 0) {
                highest = given;
            }
        }
        return highest;
    }

    /** Brings what is known of the memory taken up to date, step by step. */
    void measure() {
        meter.look(byPartition);
    }

    /** Estimated heap taken by stored state, in bytes, as it was measured last. */
    long bytes() {
        long bytes = meter.stateBytes();
        for (Learner learner : learners.values()) {
            bytes += learner.bytes();
        }
        for (SnapshotSink fill : fills.values()) {
            bytes += fill.bytesDone();
        }
        return bytes;
    }
}
