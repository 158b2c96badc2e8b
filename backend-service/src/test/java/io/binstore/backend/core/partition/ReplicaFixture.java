package io.binstore.backend.core.partition;

import io.binstore.protocol.message.Append;
import io.binstore.protocol.message.AppendAck;
import io.binstore.protocol.message.Commit;
import io.binstore.protocol.message.Entry;
import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.ClientId;
import io.binstore.protocol.model.RequestId;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.operation.Result;
import java.util.ArrayList;
import java.util.List;

/** Short words for what happens to a replica. */
abstract class ReplicaFixture {

    static final int PARTITION = 3;
    static final ClientId CLIENT = new ClientId(9, 9);

    final FakeHost host = new FakeHost();

    PartitionReplica replica(int self, Chain chain) {
        return new PartitionReplica(PARTITION, self, chain, new PartitionState(chain.origin()),
                host);
    }

    /** A replica with the state of a learner. */
    PartitionReplica learned(int self, Chain chain, long last) {
        return new PartitionReplica(PARTITION, self, chain, state(chain.origin(), last, last),
                host);
    }

    static PartitionState state(long origin, long last, long committed) {
        PartitionState state = new PartitionState(origin);
        for (long index = 1; index <= last; index++) {
            state.apply(entry(index), 0);
        }
        state.commit(committed);
        return state;
    }

    /** The state as a snapshot brings it: without the entries that led to it. */
    static PartitionState snapshot(long origin, long last) {
        PartitionState full = state(origin, last, 0);
        return new PartitionState(origin, full.table(), full.sessions(), last, 0);
    }

    static Entry entry(long index) {
        return new Entry(index, new RequestId(CLIENT, index, 1), set("k" + index, "v" + index));
    }

    static Mutation set(String key, String value) {
        return new Mutation.Set(Utf8.of("bin"), Utf8.of(key), Utf8.of(value));
    }

    /** An append of the entries from one index to another, from a predecessor with this mark. */
    static Append append(long version, long from, long to, long mark, long committed) {
        List<Entry> entries = new ArrayList<>();
        for (long index = from; index <= to; index++) {
            entries.add(entry(index));
        }
        return new Append(PARTITION, version, 1, from - 1, entries, mark, committed);
    }

    static Append probe(long version, long previous, long mark, long committed) {
        return new Append(PARTITION, version, 1, previous, List.of(), mark, committed);
    }

    static AppendAck ack(long version, AppendAck.Code code, long last, long committed) {
        return new AppendAck(PARTITION, version, code, last, committed, false);
    }

    static AppendAck applied(long version, long last, long committed) {
        return ack(version, AppendAck.Code.APPLIED, last, committed);
    }

    static Commit commit(long version, long index) {
        return new Commit(PARTITION, version, index, false);
    }

    /** Sends what is due, and lets the successor answer. */
    static Append sendAndAck(PartitionReplica replica, AppendAck ack) {
        Append sent = replica.nextAppend(100, 1 << 20);
        replica.acknowledged(sent, ack);
        return sent;
    }

    static TestSlot write(PartitionReplica replica, long sequence) {
        return write(replica, sequence, set("k" + sequence, "v" + sequence));
    }

    static TestSlot write(PartitionReplica replica, long sequence, Mutation mutation) {
        TestSlot slot = new TestSlot();
        replica.write(slot, new RequestId(CLIENT, sequence, 1), mutation);
        return slot;
    }

    static TestSlot read(PartitionReplica replica, String key) {
        TestSlot slot = new TestSlot();
        replica.read(slot, new Read.Get(Utf8.of("bin"), Utf8.of(key)));
        return slot;
    }

    static Result value(String value) {
        return new Result.Value(Utf8.of(value));
    }

    static Result nothing() {
        return new Result.Value(null);
    }
}
