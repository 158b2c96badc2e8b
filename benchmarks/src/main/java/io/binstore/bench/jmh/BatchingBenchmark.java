package io.binstore.bench.jmh;

import io.binstore.client.core.ClientCore;
import io.binstore.client.core.ClientSettings;
import io.binstore.protocol.message.OpsReply;
import io.binstore.protocol.message.OpsRequest;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.message.Request;
import io.binstore.protocol.message.ViewReply;
import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.Replica;
import io.binstore.protocol.model.View;
import io.binstore.protocol.operation.Operation;
import io.binstore.protocol.operation.Result;
import io.binstore.protocol.runtime.Randomness;
import io.binstore.protocol.runtime.Transport.Answered;
import io.binstore.protocol.runtime.Transport.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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

/**
 * Calls through the client's core, with backends that answer at once: numbering, routing, batches,
 * deadlines and answers. The figure is for all calls of a turn together.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class BatchingBenchmark {

    private static final int PARTITIONS = 1_024;
    private static final int MEMBERS = 3;
    private static final long DEADLINE_NANOS = 60_000_000_000L;

    @Param({"1", "100"})
    public int calls = 1;

    private final Turns turns = new Turns();
    private final View view = view();
    private final ClientCore core = new ClientCore(ClientSettings.of(List.of(address(0))),
            System::nanoTime, turns, new Chance(new SplittableRandom(1)), this::answer);
    private final Operation[] sets = new Operation[Samples.KEYS];
    private final Operation[] gets = new Operation[Samples.KEYS];
    private int next;
    private int answered;

    private record Chance(SplittableRandom random) implements Randomness {

        @Override
        public long nextLong() {
            return random.nextLong();
        }

        @Override
        public Randomness fork(String name) {
            return new Chance(random.split());
        }
    }

    private static View view() {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < MEMBERS; i++) {
            members.add(new Member(i, address(i), 100 + i));
        }
        List<Chain> chains = new ArrayList<>();
        for (int p = 0; p < PARTITIONS; p++) {
            List<Replica> replicas = new ArrayList<>();
            for (int i = 0; i < MEMBERS; i++) {
                replicas.add(new Replica((p + i) % MEMBERS, 1));
            }
            chains.add(new Chain(1, 1, replicas, List.of()));
        }
        return new View(77, 1, members, chains, List.of(), 0);
    }

    private static String address(int member) {
        return "http://localhost:" + (7100 + member);
    }

    private void answer(String address, Request request, long timeoutNanos,
            Consumer<Outcome> then) {
        Reply reply = request instanceof OpsRequest ops
                ? new OpsReply(1, Collections.nCopies(ops.calls().size(), resultOf(ops)))
                : new ViewReply(1, view);
        turns.after(0, () -> then.accept(new Answered(reply)));
    }

    /** A request holds only reads or only mutations. */
    private static Result resultOf(OpsRequest request) {
        return request.calls().get(0).sequence() == 0 ? new Result.Value(Samples.value())
                : Result.Done.DONE;
    }

    @Setup
    public void prepare() {
        for (int i = 0; i < Samples.KEYS; i++) {
            sets[i] = Samples.set(i);
            gets[i] = Samples.get(i);
        }
        turn(sets);
    }

    private int turn(Operation[] operations) {
        answered = 0;
        for (int i = 0; i < calls; i++) {
            core.execute(operations[next++ & Samples.KEYS - 1], DEADLINE_NANOS, this::count);
        }
        turns.run();
        if (answered != calls) {
            throw new IllegalStateException(answered + " answers to " + calls + " calls");
        }
        return answered;
    }

    private void count(Result result) {
        if (result instanceof Result.Refused refused) {
            throw new IllegalStateException(refused.toString());
        }
        answered++;
    }

    @Benchmark
    public int sets() {
        return turn(sets);
    }

    @Benchmark
    public int gets() {
        return turn(gets);
    }
}
