package io.binstore.bench.jmh;

import io.binstore.protocol.message.OpsReply;
import io.binstore.protocol.message.OpsRequest;
import io.binstore.protocol.operation.Result;
import io.binstore.protocol.wire.OpsCodec;
import io.binstore.protocol.wire.WireFormat;
import java.util.Collections;
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

/** Requests and replies of callers, to bytes and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class OpsCodecBenchmark {

    @Param({"CBOR", "JSON"})
    public WireFormat format = WireFormat.CBOR;

    @Param({"1", "100"})
    public int calls = 1;

    private OpsRequest sets = Samples.request(1, Samples::set);
    private OpsReply values = new OpsReply(7, Collections.emptyList());
    private byte[] setsBytes = {};
    private byte[] getsBytes = {};
    private byte[] valuesBytes = {};

    @Setup
    public void prepare() {
        sets = Samples.request(calls, Samples::set);
        values = new OpsReply(7, Collections.nCopies(calls, new Result.Value(Samples.value())));
        setsBytes = OpsCodec.encodeRequest(sets, format);
        getsBytes = OpsCodec.encodeRequest(Samples.request(calls, Samples::get), format);
        valuesBytes = OpsCodec.encodeReply(values, format);
    }

    @Benchmark
    public byte[] encodeSets() {
        return OpsCodec.encodeRequest(sets, format);
    }

    @Benchmark
    public OpsRequest decodeSets() {
        return OpsCodec.decodeRequest(setsBytes, format);
    }

    @Benchmark
    public OpsRequest decodeGets() {
        return OpsCodec.decodeRequest(getsBytes, format);
    }

    @Benchmark
    public byte[] encodeValues() {
        return OpsCodec.encodeReply(values, format);
    }

    @Benchmark
    public OpsReply decodeValues() {
        return OpsCodec.decodeReply(valuesBytes, format, 7);
    }
}
