package io.binstore.backend.core;

import io.binstore.backend.core.partition.PartitionReplica;
import io.binstore.protocol.message.Append;
import io.binstore.protocol.message.AppendAck;
import io.binstore.protocol.message.Commit;
import io.binstore.protocol.message.PeerReply;
import io.binstore.protocol.message.PeerRequest;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.model.Member;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The batching sender to one peer: while a request is under way the next batch collects, over all partitions.
 *
 * <pre>
 * state     event                     next
 * IDLE      something is due          FLUSHING (end of this batch of work)
 * FLUSHING  the batch of work ends    SENDING, or IDLE if nothing is left to send
 * SENDING   answered                  FLUSHING if more is due, else IDLE
 * SENDING   no answer                 RESTING
 * RESTING   time is over              FLUSHING
 * </pre>
 *
 * A partition that the peer cannot take entries of yet rests by itself, and holds no other up.
 */
final class PeerLink {

    static final int APPENDS_MAX = 2_000;
    static final int ENTRIES_MAX = 10_000;
    static final long BYTES_MAX = 4 << 20;
    static final long PARTITION_BYTES_MAX = 1 << 20;
    static final long REST_NANOS = 15_000_000L;

    private enum State {
        IDLE, FLUSHING, SENDING, RESTING
    }

    private final Incarnation node;
    private final Member peer;
    private final LinkedHashSet<Integer> appendsDue = new LinkedHashSet<>();
    private final LinkedHashSet<Integer> commitsDue = new LinkedHashSet<>();
    private final LinkedHashSet<Integer> waiting = new LinkedHashSet<>();
    private State state = State.IDLE;
    private boolean closed;

    PeerLink(Incarnation node, Member peer) {
        this.node = node;
        this.peer = peer;
    }

    Member peer() {
        return peer;
    }

    void appendDue(int partition) {
        if (!waiting.contains(partition)) {
            appendsDue.add(partition);
            wake();
        }
    }

    void commitDue(int partition) {
        commitsDue.add(partition);
        wake();
    }

    private void wake() {
        if (state == State.IDLE && !closed) {
            state = State.FLUSHING;
            node.after(0, this::flush);
        }
    }

    private void flush() {
        if (closed) {
            BackendProbe.FLUSH_OF_A_CLOSED_LINK.hit();
            return;
        }
        List<Append> appends = collectAppends();
        List<Commit> commits = collectCommits();
        if (appends.isEmpty() && commits.isEmpty()) {
            state = State.IDLE;
            return;
        }
        state = State.SENDING;
        PeerRequest request = new PeerRequest(node.addressee(peer), node.self(), appends, commits);
        node.call(peer, request, reply -> answered(request, reply));
    }

    private List<Append> collectAppends() {
        List<Append> appends = new ArrayList<>();
        int entries = node.unlucky("smallest batch") ? ENTRIES_MAX - 1 : 0;
        long bytes = 0;
        Iterator<Integer> due = appendsDue.iterator();
        while (due.hasNext() && appends.size() < APPENDS_MAX && entries < ENTRIES_MAX
                && bytes < BYTES_MAX) {
            int partition = due.next();
            due.remove();
            PartitionReplica replica = node.replica(partition);
            if (replica != null && replica.successor() == peer.index() && replica.appendDue()) {
                Append append = replica.nextAppend(ENTRIES_MAX - entries,
                        Math.min(PARTITION_BYTES_MAX, BYTES_MAX - bytes));
                appends.add(append);
                entries += append.entries().size();
                bytes += append.bytes();
            }
        }
        return appends;
    }

    private List<Commit> collectCommits() {
        List<Commit> commits = new ArrayList<>();
        for (int partition : commitsDue) {
            PartitionReplica replica = node.replica(partition);
            if (replica != null && replica.predecessor() == peer.index()) {
                commits.add(replica.commit());
            }
        }
        commitsDue.clear();
        return commits;
    }

    private void answered(PeerRequest request, @Nullable Reply reply) {
        if (closed) {
            BackendProbe.ANSWER_TO_A_CLOSED_LINK.hit();
            return;
        }
        if (reply instanceof PeerReply answer && answer.acks().size() == request.appends().size()) {
            acknowledged(request, answer);
            state = State.FLUSHING;
            flush();
        } else {
            BackendProbe.PEER_DID_NOT_ANSWER.hit();
            // Whether it has arrived is not known; to send it again changes nothing then.
            request.appends().forEach(append -> appendsDue.add(append.partition()));
            request.commits().forEach(commit -> commitsDue.add(commit.partition()));
            state = State.RESTING;
            node.after(REST_NANOS, this::rested);
        }
    }

    private void acknowledged(PeerRequest request, PeerReply answer) {
        for (int i = 0; i < answer.acks().size(); i++) {
            Append sent = request.appends().get(i);
            AppendAck ack = answer.acks().get(i);
            boolean taken =
                    ack.code() == AppendAck.Code.APPLIED || ack.code() == AppendAck.Code.GAP;
            PartitionReplica replica = node.replica(sent.partition());
            if (replica != null) {
                // What it says of an older chain version is no reason to wait in this one.
                if (!taken && sent.version() == replica.chain().version()) {
                    holdBack(sent.partition());
                } else if (sent.version() != replica.chain().version()) {
                    BackendProbe.ACKNOWLEDGEMENT_OF_AN_OLDER_CHAIN.hit();
                }
                replica.acknowledged(sent, ack);
                if (replica.appendDue()) {
                    appendDue(sent.partition());
                }
            }
        }
        node.heardEpoch(peer, answer.epoch());
    }

    private void holdBack(int partition) {
        if (waiting.isEmpty()) {
            node.after(REST_NANOS, this::sendWaiting);
        }
        BackendProbe.PARTITION_HELD_BACK_BY_ITS_SUCCESSOR.hit();
        appendsDue.remove(partition);
        waiting.add(partition);
    }

    private void sendWaiting() {
        appendsDue.addAll(waiting);
        waiting.clear();
        wake();
    }

    private void rested() {
        state = State.FLUSHING;
        flush();
    }

    /** The peer is no member any more. */
    void close() {
        closed = true;
    }
}
