package io.binstore.backend.core.transfer;

import io.binstore.backend.core.BackendObserver;
import io.binstore.backend.core.ManualTime;
import io.binstore.backend.core.partition.PartitionReplica;
import io.binstore.backend.core.partition.PartitionState;
import io.binstore.backend.core.partition.ReplicaHost;
import io.binstore.backend.core.partition.ScanTurns;
import io.binstore.backend.core.partition.Slot;
import io.binstore.protocol.message.Addressee;
import io.binstore.protocol.message.EntriesRequest;
import io.binstore.protocol.message.MemberRequest;
import io.binstore.protocol.message.Rejected;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.message.SnapshotRequest;
import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.ClientId;
import io.binstore.protocol.model.RequestId;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Result;
import io.binstore.protocol.runtime.Randomness;
import io.binstore.protocol.runtime.Timers.Cancellable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A backend that one pulls from, and the host of the one that pulls; answers come a millisecond after the question. */
final class FakeSource implements TransferHost, ReplicaHost {

    static final int PARTITION = 3;

    final ManualTime time = new ManualTime(0);
    final SnapshotSource source = new SnapshotSource(new Counter());
    final PullWindow pulls = new PullWindow();
    final List<MemberRequest> asked = new ArrayList<>();
    @Nullable
    PartitionReplica replica;
    boolean leasesOut = true;
    /** So many questions still reach it whose answers are lost. */
    int answersLost;
    /** Nothing reaches it. */
    boolean cutOff;
    private long sequence;

    /** Makes this backend a replica, index 0, with nothing in it. */
    PartitionReplica become(Chain chain) {
        PartitionReplica next =
                new PartitionReplica(PARTITION, 0, chain, new PartitionState(chain.origin()), this);
        replica = next;
        return next;
    }

    /** Carries out a mutation as the only replica. */
    void write(Mutation mutation) {
        PartitionReplica head = replica;
        if (head != null) {
            sequence++;
            head.write(new Ignored(), new RequestId(new ClientId(9, 9), sequence, sequence),
                    mutation);
        }
    }

    @Override
    public void ask(int member, Function<Addressee, MemberRequest> request,
            Consumer<@Nullable Reply> then) {
        MemberRequest question = request.apply(new Addressee(1, 1));
        asked.add(question);
        if (cutOff) {
            time.after(ManualTime.SECOND, () -> then.accept(null));
            return;
        }
        time.after(ManualTime.MILLI, () -> {
            Reply reply = answer(question);
            if (answersLost > 0) {
                answersLost--;
                time.after(ManualTime.SECOND, () -> then.accept(null));
            } else {
                then.accept(reply);
            }
        });
    }

    @Override
    public PullWindow pulls() {
        return pulls;
    }

    Reply answer(MemberRequest question) {
        SnapshotSource.Answer answer = switch (question) {
            case SnapshotRequest snapshot -> source.chunk(snapshot, replica, time.nanos());
            case EntriesRequest entries -> source.entries(entries, replica);
            default -> throw new IllegalArgumentException(question.toString());
        };
        return switch (answer) {
            case SnapshotSource.Answer.Chunk chunk -> chunk.reply();
            case SnapshotSource.Answer.Entries entries -> entries.reply();
            case SnapshotSource.Answer.Refused refused ->
                    new Rejected(refused.reason(), 1, 1, 1, refused.detail());
        };
    }

    @Override
    public long nowNanos() {
        return time.nanos();
    }

    @Override
    public Cancellable after(long delayNanos, Runnable task) {
        return time.after(delayNanos, task);
    }

    @Override
    public long incarnation() {
        return 1;
    }

    @Override
    public boolean oldLeasesRunOut(Chain chain) {
        return leasesOut;
    }

    @Override
    public boolean mayRead(Chain chain) {
        return true;
    }

    @Override
    public void appendDue(int partition, int successor) {
        // Nobody is behind it.
    }

    @Override
    public void commitDue(int partition, int predecessor) {
        // Nobody is before it.
    }

    @Override
    public void fill(int partition, int predecessor, long version) {
        throw new IllegalStateException("a source needs no filling here");
    }

    @Override
    public boolean full() {
        return false;
    }

    @Override
    public boolean crowded() {
        return false;
    }

    @Override
    public long clockFloor() {
        return 0;
    }

    @Override
    public void clockAnswered(long clock) {
        // Of no interest here.
    }

    @Override
    public void headBeganIncomplete(int partition) {
        throw new IllegalStateException("a source is there from the beginning");
    }

    @Override
    public ScanTurns scans() {
        throw new IllegalStateException("nobody scans here");
    }

    @Override
    public BackendObserver observer() {
        return BackendObserver.NONE;
    }

    private record Ignored() implements Slot {

        @Override
        public void answer(Result result) {
            // Nobody waits.
        }

        @Override
        public void ordered() {
            // Nobody waits.
        }

        @Override
        public boolean open() {
            return true;
        }
    }

    private static final class Counter implements Randomness {

        private long drawn;

        @Override
        public long nextLong() {
            drawn += 2;
            return drawn;
        }

        @Override
        public Randomness fork(String name) {
            return new Counter();
        }
    }
}
