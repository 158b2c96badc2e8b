package io.binstore.keeper.core;

import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.Replica;
import java.util.ArrayList;
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

/** Who should hold which of 1,024 partitions. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PlacementBenchmark {

    private static final int PARTITIONS = 1_024;
    private static final int REPLICAS = 3;

    @Param({"3", "30", "300"})
    public int backends = 3;

    private List<Member> members = List.of();
    private List<List<Integer>> holders = List.of();
    private final List<List<Integer>> learners = new ArrayList<>();

    @Setup
    public void prepare() {
        members = members(backends);
        holders = Placement.firstChains(members, PARTITIONS, REPLICAS).stream()
                .map(chain -> chain.replicas().stream().map(Replica::member).toList()).toList();
        for (int i = 0; i < PARTITIONS; i++) {
            learners.add(List.of());
        }
    }

    private static List<Member> members(int count) {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            members.add(new Member(i, "http://host-" + i + ":7100", 1_000 + i));
        }
        return members;
    }

    /** The first view. */
    @Benchmark
    public List<Chain> first() {
        return Placement.firstChains(members, PARTITIONS, REPLICAS);
    }

    /** Nothing is to be moved. */
    @Benchmark
    public List<List<Integer>> settled() {
        return Placement.targets(members, REPLICAS, holders, learners);
    }

    /** The last backend has gone. */
    @Benchmark
    public List<List<Integer>> afterLeave() {
        return Placement.targets(members.subList(0, members.size() - 1), REPLICAS, holders,
                learners);
    }

    /** Another backend has come. */
    @Benchmark
    public List<List<Integer>> afterJoin() {
        return Placement.targets(members(backends + 1), REPLICAS, holders, learners);
    }
}
