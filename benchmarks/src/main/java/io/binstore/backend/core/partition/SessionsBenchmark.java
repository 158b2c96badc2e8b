package io.binstore.backend.core.partition;

import io.binstore.protocol.model.ClientId;
import io.binstore.protocol.model.RequestId;
import io.binstore.protocol.operation.Result;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The table of recorded results. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SessionsBenchmark {

    /** How many calls of a client are open at a time, and so remembered. */
    private static final int OPEN = 64;

    @Param({"1", "1000"})
    public int clients = 1;

    private final Sessions sessions = new Sessions();
    private ClientId[] ids = {new ClientId(1, 1)};
    private long sequence;
    private long index;

    @Setup
    public void fill() {
        ids = new ClientId[clients];
        for (int i = 0; i < clients; i++) {
            ids[i] = new ClientId(i * 0x9e37_79b9_7f4a_7c15L, i);
            for (int open = 1; open <= OPEN; open++) {
                sessions.record(new RequestId(ids[i], open, 1), ++index, Result.Done.DONE, index);
            }
        }
        sequence = (long) OPEN * clients;
    }

    /** Looks a new call up and records its result, as every mutation does. */
    @Benchmark
    public Object findAndRecord() {
        long number = ++sequence / clients;
        RequestId id = new RequestId(ids[(int) (sequence % clients)], number + 1,
                Math.max(1, number - OPEN));
        Sessions.Verdict verdict = sessions.find(id, index);
        sessions.record(id, ++index, Result.Done.DONE, index);
        return verdict;
    }

    /** Looks a call up that was carried out before. */
    @Benchmark
    public Object findKnown() {
        return sessions.find(new RequestId(ids[(int) (++index % clients)], OPEN, 1), index);
    }
}
