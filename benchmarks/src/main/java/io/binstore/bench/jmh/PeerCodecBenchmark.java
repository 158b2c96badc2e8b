package io.binstore.bench.jmh;

import io.binstore.protocol.message.Addressee;
import io.binstore.protocol.message.Append;
import io.binstore.protocol.message.PeerRequest;
import io.binstore.protocol.message.Request;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.wire.Codec;
import java.util.List;
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

/** Entries on their way down a chain, to bytes and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PeerCodecBenchmark {

    @Param({"1", "100"})
    public int entries = 1;

    private Request request = request(1);
    private byte[] bytes = {};

    private static Request request(int entries) {
        return new PeerRequest(new Addressee(77, 88),
                new Member(1, "http://localhost:7101", 99),
                List.of(new Append(5, 3, 1, 499_999, Samples.entries(entries), 1_000, 499_990)),
                List.of());
    }

    @Setup
    public void prepare() {
        request = request(entries);
        bytes = Codec.encode(request);
    }

    @Benchmark
    public byte[] encode() {
        return Codec.encode(request);
    }

    @Benchmark
    public Request decode() {
        return Codec.decodeRequest(bytes);
    }
}
