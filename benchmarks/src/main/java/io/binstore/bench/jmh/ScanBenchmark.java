package io.binstore.bench.jmh;

import io.binstore.backend.core.partition.BinTable;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Read;
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

/** A scan for a prefix that 100 keys have: it should cost the same in bins of any size. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ScanBenchmark {

    private static final int MATCHES = 100;

    @Param({"1000", "100000", "1000000"})
    public int keys = 1_000;

    private final BinTable table = new BinTable();
    private final Utf8 bin = Utf8.of("bin");
    private Read scan = new Read.Keys(bin, Utf8.EMPTY, Utf8.EMPTY, null, 0);

    @Setup
    public void fill() {
        for (int i = 0; i < keys; i++) {
            table.apply(new Mutation.Set(bin, Utf8.of("group-" + i / MATCHES + "/key-" + i),
                    Samples.value()));
        }
        Utf8 prefix = Utf8.of("group-" + keys / MATCHES / 2 + "/");
        scan = new Read.Keys(bin, prefix, Utf8.EMPTY, null, 0);
    }

    @Benchmark
    public Result prefix() {
        return table.read(scan);
    }
}
