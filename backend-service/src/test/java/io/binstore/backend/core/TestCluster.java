package io.binstore.backend.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.backend.core.partition.PartitionReplica;
import io.binstore.protocol.message.ActivateRequest;
import io.binstore.protocol.message.Addressee;
import io.binstore.protocol.message.Call;
import io.binstore.protocol.message.MigrateReply;
import io.binstore.protocol.message.MigrateRequest;
import io.binstore.protocol.message.OpsReply;
import io.binstore.protocol.message.OpsRequest;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.message.Request;
import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.ClientId;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.Partitioning;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.model.View;
import io.binstore.protocol.operation.Limits;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Operation;
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.operation.Result;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Backends in one thread, and the test as their keeper and their client. */
final class TestCluster {

    static final ClientId CLIENT = new ClientId(9, 9);
    static final long BYTES_MAX = 64L << 20;
    private static final long WAIT_MILLIS = 60_000;
    private static final long LEAD_TERM = 1_000;

    final ManualTime time = new ManualTime();
    final TestNetwork network = new TestNetwork(time);
    private final List<Backend> backends = new ArrayList<>();
    private long sequence;

    TestCluster(long... bytesMax) {
        for (int i = 0; i < bytesMax.length; i++) {
            backends.add(start(i, bytesMax[i]));
        }
    }

    static TestCluster of(int count) {
        long[] bytesMax = new long[count];
        Arrays.fill(bytesMax, BYTES_MAX);
        return new TestCluster(bytesMax);
    }

    private Backend start(int index, long bytesMax) {
        String address = Views.address(index);
        BackendSettings settings = new BackendSettings(index, address, List.of("http://k0"),
                bytesMax, Limits.DEFAULT, BackendObserver.NONE);
        Backend backend = new Backend(settings, time, time,
                new TestRandomness(index + 100 * (backends.size() + 1L)), network.of(address));
        network.join(address, backend::handle);
        backend.start();
        return backend;
    }

    Backend backend(int index) {
        return backends.get(index);
    }

    long incarnation(int index) {
        return backend(index).report().health().incarnation();
    }

    PartitionReplica replica(int index, int partition) {
        PartitionReplica replica = backend(index).inspect(partition);
        assertThat(replica).as("replica of %s at %s", partition, index).isNotNull();
        return replica;
    }

    // --- as keeper ---

    /** A view with all backends as members. */
    View view(long epoch, Chain... chains) {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < backends.size(); i++) {
            all.add(i);
        }
        return view(epoch, all, chains);
    }

    View view(long epoch, List<Integer> members, Chain... chains) {
        return Views.view(epoch, members.stream().map(this::member).toList(), chains);
    }

    Member member(int index) {
        return Views.member(index, incarnation(index));
    }

    /** Makes a view active at some members. */
    void activate(View view, int... members) {
        for (int member : members) {
            ask(member, new ActivateRequest(new Addressee(view.cluster(), incarnation(member)),
                    view, LEAD_TERM));
        }
    }

    void activateAtAll(View view) {
        activate(view, view.members().stream().mapToInt(Member::index).toArray());
    }

    MigrateReply migrate(int learner, long epoch, int partition, int source, long orderEpoch) {
        return (MigrateReply) ask(learner,
                new MigrateRequest(new Addressee(Views.CLUSTER, incarnation(learner)), 16, epoch,
                        List.of(new MigrateRequest.Order(partition, source, orderEpoch, 16))));
    }

    /** What a backend answers at once. */
    Reply ask(int index, Request request) {
        List<Reply> replies = new ArrayList<>();
        backend(index).handle(request, replies::add);
        assertThat(replies).hasSize(1);
        return replies.get(0);
    }

    void kill(int index) {
        network.kill(Views.address(index));
    }

    // --- as client ---

    /** Somebody who waits for a batch. */
    static final class Waiting {

        private final List<OpsReply> replies = new ArrayList<>();

        boolean answered() {
            return !replies.isEmpty();
        }

        List<Result> results() {
            assertThat(replies).hasSize(1);
            return replies.get(0).results();
        }

        Result result() {
            assertThat(results()).hasSize(1);
            return results().get(0);
        }

        Result.@Nullable Reason refusal() {
            return result() instanceof Result.Refused refused ? refused.reason() : null;
        }

        long epoch() {
            return replies.get(0).epoch();
        }
    }

    Waiting call(int index, Operation operation) {
        return call(index, operation instanceof Mutation ? ++sequence : 0, operation);
    }

    /** With a sequence of the test's own choice, to repeat a call. */
    Waiting call(int index, long number, Operation operation) {
        return send(index, WAIT_MILLIS, new Call(number, operation));
    }

    Waiting send(int index, long waitMillis, Call... calls) {
        Waiting waiting = new Waiting();
        backend(index).handle(new OpsRequest(CLIENT, 1, waitMillis, List.of(calls)),
                reply -> waiting.replies.add((OpsReply) reply));
        return waiting;
    }

    long lastSequence() {
        return sequence;
    }

    void write(int index, String bin, int count) {
        List<Waiting> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(call(index, append(bin, "item" + i)));
        }
        time.pass(50 * ManualTime.MILLI);
        all.forEach(each -> assertThat(each.result()).isEqualTo(Result.Done.DONE));
    }

    static Mutation set(String bin, String key, String value) {
        return new Mutation.Set(Utf8.of(bin), Utf8.of(key), Utf8.of(value));
    }

    static Mutation append(String bin, String value) {
        return new Mutation.ListAppend(Utf8.of(bin), Utf8.of("list"), Utf8.of(value));
    }

    static Read get(String bin, String key) {
        return new Read.Get(Utf8.of(bin), Utf8.of(key));
    }

    static Read list(String bin) {
        return new Read.ListGet(Utf8.of(bin), Utf8.of("list"));
    }

    static Result value(@Nullable String value) {
        return new Result.Value(value == null ? null : Utf8.of(value));
    }

    /** A bin of one of so many partitions. */
    static String binIn(int partition, int partitions) {
        Partitioning partitioning = new Partitioning(partitions);
        int i = 0;
        while (partitioning.partitionOf(Utf8.of("bin" + i)) != partition) {
            i++;
        }
        return "bin" + i;
    }
}
