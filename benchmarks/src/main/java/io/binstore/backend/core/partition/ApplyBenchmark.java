package io.binstore.backend.core.partition;

import io.binstore.bench.jmh.Samples;
import io.binstore.protocol.message.Append;
import io.binstore.protocol.message.AppendAck;
import io.binstore.protocol.message.Entry;
import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.ClientId;
import io.binstore.protocol.model.Replica;
import io.binstore.protocol.model.RequestId;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.operation.Result;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A set in each place of a chain, and reads, without any wire between the replicas. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ApplyBenchmark {

    private static final ClientId CLIENT = new ClientId(1, 2);
    private static final int OPEN = 64;
    private static final long BYTES_MAX = 1 << 20;
    private static final Chain CHAIN =
            new Chain(1, 1, List.of(new Replica(0, 1), new Replica(1, 1)), List.of());

    private final Stand stand = new Stand();
    private final Mutation[] sets = Samples.sets();
    private final BinTable table = new BinTable();
    private final PartitionReplica head = replica(0);
    private final PartitionReplica tail = replica(1);
    private final PartitionReplica chainHead = replica(0);
    private final PartitionReplica chainTail = replica(1);
    private long headSequence;
    private long tailIndex;
    private long chainSequence;
    private int next;

    @Setup
    public void fill() {
        for (Mutation set : sets) {
            table.apply(set);
        }
    }

    private PartitionReplica replica(int self) {
        return new PartitionReplica(0, self, CHAIN, new PartitionState(CHAIN.origin()), stand);
    }

    private RequestId id(long sequence) {
        return new RequestId(CLIENT, sequence, Math.max(1, sequence - OPEN));
    }

    private Mutation set() {
        return sets[next++ & Samples.KEYS - 1];
    }

    /** The state machine alone. */
    @Benchmark
    public Result table() {
        return table.apply(set());
    }

    /** The state machine's answer to a read. */
    @Benchmark
    public Result tableGet() {
        Mutation.Set set = (Mutation.Set) set();
        return table.read(new Read.Get(set.bin(), set.key()));
    }

    /** The head orders, applies, sends, hears of the commitment, and answers. */
    @Benchmark
    public long head() {
        head.write(stand, id(++headSequence), set());
        Append append = head.nextAppend(OPEN, BYTES_MAX);
        long last = append.previous() + append.entries().size();
        head.acknowledged(append,
                new AppendAck(0, 1, AppendAck.Code.APPLIED, last, last, false));
        return stand.answers();
    }

    /** The tail applies and commits. */
    @Benchmark
    public AppendAck tail() {
        Entry entry = new Entry(++tailIndex, id(tailIndex), set());
        return tail.append(
                new Append(0, 1, 1, tailIndex - 1, List.of(entry), 0, tailIndex - 1));
    }

    /** Both of them. */
    @Benchmark
    public long chain() {
        chainHead.write(stand, id(++chainSequence), set());
        Append append = chainHead.nextAppend(OPEN, BYTES_MAX);
        chainHead.acknowledged(append, chainTail.append(append));
        return stand.answers();
    }
}
