package io.binstore.bench.jmh;

import io.binstore.backend.core.Backend;
import io.binstore.backend.core.BackendObserver;
import io.binstore.backend.core.BackendSettings;
import io.binstore.client.netty.SecureRandomness;
import io.binstore.protocol.message.ActivateRequest;
import io.binstore.protocol.message.Addressee;
import io.binstore.protocol.message.Call;
import io.binstore.protocol.message.HealthReply;
import io.binstore.protocol.message.HealthRequest;
import io.binstore.protocol.message.OpsRequest;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.message.Request;
import io.binstore.protocol.message.SnapshotReply;
import io.binstore.protocol.message.SnapshotRequest;
import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.Replica;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.model.View;
import io.binstore.protocol.operation.Limits;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Operation;
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.runtime.Timers;
import io.binstore.protocol.wire.Codec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The longest turn of a backend's loop under each long call: what a short call behind it waits at most. Arguments: how
 * many keys and elements there are (a million), how many bins (a hundred thousand).
 *
 * <p>
 * Encoding is measured for itself, as connections have large replies encoded elsewhere.
 */
public final class LongestTurn {

    private static final int ROUNDS = 7;
    private static final int BATCH = 1_000;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final Utf8 BIN = Utf8.of("bin");
    private static final Utf8 LIST = Utf8.of("list");

    private final Loop loop = new Loop();
    private final Backend backend;
    private long sequence;

    private LongestTurn() {
        BackendSettings settings = new BackendSettings(0, "http://localhost:1", List.of(),
                Long.MAX_VALUE, Limits.DEFAULT, BackendObserver.NONE);
        backend = new Backend(settings, System::nanoTime, loop, new SecureRandomness(),
                (address, request, timeoutNanos, then) -> {
                });
        backend.start();
        long incarnation = ((HealthReply) ask(new HealthRequest())).incarnation();
        Member self = new Member(0, "http://localhost:1", incarnation);
        Chain chain = new Chain(1, 1, List.of(new Replica(0, 1)), List.of());
        ask(new ActivateRequest(new Addressee(0, incarnation),
                new View(1, 1, List.of(self), List.of(chain), List.of(), 0), 1));
    }

    public static void main(String[] arguments) {
        int size = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        int bins = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100_000;
        LongestTurn bench = new LongestTurn();
        bench.fill(size, i -> new Mutation.Set(BIN, Utf8.of("key-" + i), Utf8.of("value-" + i)));
        bench.fill(size, i -> new Mutation.ListAppend(BIN, LIST, Utf8.of("item-" + i)));
        Call keys = new Call(0, new Read.Keys(BIN, Utf8.EMPTY, Utf8.EMPTY, null, 0));
        bench.measure("keys of all", () -> bench.ask(bench.batch(List.of(keys))));
        Call items = new Call(0, new Read.ListGet(BIN, LIST));
        bench.measure("listGet of all", () -> bench.ask(bench.batch(List.of(items))));
        int[] round = new int[1];
        bench.measure("listRemove of one in so many", () -> bench.ask(bench.batch(List.of(
                bench.call(new Mutation.ListRemove(BIN, LIST,
                        Utf8.of("item-" + size / 2 + round[0]++)))))));
        bench.measure("snapshot", bench::snapshot);
        bench.fill(bins, i -> new Mutation.Set(Utf8.of("bin-" + i), LIST, LIST));
        bench.measure("first chunk with many bins", () -> bench.ask(bench.chunk(0, 0)));
    }

    private void fill(int count, java.util.function.IntFunction<Mutation> mutation) {
        for (int i = 0; i < count;) {
            List<Call> calls = new ArrayList<>();
            for (int end = Math.min(count, i + BATCH); i < end; i++) {
                calls.add(call(mutation.apply(i)));
            }
            ask(batch(calls));
        }
    }

    private Call call(Operation operation) {
        return new Call(++sequence, operation);
    }

    private OpsRequest batch(List<Call> calls) {
        return new OpsRequest(Samples.CLIENT, sequence - calls.size() + 1, 60_000, calls);
    }

    private Reply snapshot() {
        SnapshotReply reply = (SnapshotReply) ask(chunk(0, 0));
        while (!reply.end()) {
            reply = (SnapshotReply) ask(chunk(reply.snapshot(), reply.chunk() + 1));
        }
        return reply;
    }

    private SnapshotRequest chunk(long snapshot, int chunk) {
        return new SnapshotRequest(
                new Addressee(1, ((HealthReply) ask(new HealthRequest())).incarnation()), 0, 1,
                true, snapshot, chunk);
    }

    /** Runs turns until the reply is there. */
    private Reply ask(Request request) {
        @Nullable
        Reply[] answer = new Reply[1];
        loop.turn(() -> backend.handle(request, reply -> answer[0] = reply));
        while (answer[0] == null) {
            loop.runDue();
        }
        return answer[0];
    }

    private void measure(String what, java.util.function.Supplier<Reply> call) {
        long[] turns = new long[ROUNDS];
        long[] encodings = new long[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            loop.longestNanos = 0;
            Reply reply = call.get();
            turns[i] = loop.longestNanos;
            long startNanos = System.nanoTime();
            Codec.frame(reply);
            encodings[i] = System.nanoTime() - startNanos;
        }
        Arrays.sort(turns);
        Arrays.sort(encodings);
        System.out.printf(
                "%-30s longest turn %8.2f ms (median of %d; worst %.2f), encoding %8.2f ms%n", what,
                turns[ROUNDS / 2] / NANOS_PER_MILLI, ROUNDS, turns[ROUNDS - 1] / NANOS_PER_MILLI,
                encodings[ROUNDS / 2] / NANOS_PER_MILLI);
    }

    /** A loop on the calling thread that knows its longest turn. */
    private static final class Loop implements Timers {

        private record Task(long dueNanos, long asked, Runnable task) {
        }

        private final PriorityQueue<Task> tasks = new PriorityQueue<>(
                Comparator.comparingLong(Task::dueNanos).thenComparingLong(Task::asked));
        private long asked;
        private long longestNanos;

        @Override
        public Cancellable after(long delayNanos, Runnable task) {
            Task due = new Task(System.nanoTime() + delayNanos, asked++, task);
            tasks.add(due);
            return () -> tasks.remove(due);
        }

        void runDue() {
            Task next = tasks.peek();
            if (next != null && next.dueNanos <= System.nanoTime()) {
                tasks.remove();
                turn(next.task);
            }
        }

        void turn(Runnable task) {
            long startNanos = System.nanoTime();
            task.run();
            longestNanos = Math.max(longestNanos, System.nanoTime() - startNanos);
        }
    }
}
