package io.binstore.backend.core;

import io.binstore.backend.core.partition.PartitionReplica;
import io.binstore.backend.core.transfer.SnapshotSource;
import io.binstore.protocol.message.Acknowledged;
import io.binstore.protocol.message.ActivateRequest;
import io.binstore.protocol.message.Append;
import io.binstore.protocol.message.AppendAck;
import io.binstore.protocol.message.ClockReply;
import io.binstore.protocol.message.ClockRequest;
import io.binstore.protocol.message.Commit;
import io.binstore.protocol.message.EntriesRequest;
import io.binstore.protocol.message.FetchViewReply;
import io.binstore.protocol.message.FetchViewRequest;
import io.binstore.protocol.message.LeaseRequest;
import io.binstore.protocol.message.LeaveRequest;
import io.binstore.protocol.message.MemberRequest;
import io.binstore.protocol.message.MigrateReply;
import io.binstore.protocol.message.MigrateRequest;
import io.binstore.protocol.message.PeerReply;
import io.binstore.protocol.message.PeerRequest;
import io.binstore.protocol.message.ProposeRequest;
import io.binstore.protocol.message.ReadLeaseReply;
import io.binstore.protocol.message.ReadLeaseRequest;
import io.binstore.protocol.message.Rejected;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.message.SnapshotRequest;
import io.binstore.protocol.message.StatusReply;
import io.binstore.protocol.message.StatusRequest;
import io.binstore.protocol.model.View;
import java.util.ArrayList;
import java.util.List;

/** What one incarnation answers to the other processes of its cluster: one method per request. */
final class MemberRequests {

    private final Incarnation node;
    private final ViewRegister register;
    private final ReadLeases leases;
    private final Replicas replicas;
    private final Peers peers;
    private final SnapshotSource source;
    private final ClockFloor clockFloor;
    private final Departure departure;
    private long orderTerm;

    MemberRequests(Incarnation node, ViewRegister register, ReadLeases leases, Replicas replicas,
            Peers peers,
            SnapshotSource source, ClockFloor clockFloor, Departure departure) {
        this.node = node;
        this.register = register;
        this.leases = leases;
        this.replicas = replicas;
        this.peers = peers;
        this.source = source;
        this.clockFloor = clockFloor;
        this.departure = departure;
    }

    Reply answer(MemberRequest request) {
        return switch (request) {
            case LeaseRequest lease -> register.lease(lease, node.nowNanos());
            case ProposeRequest propose -> register.propose(propose);
            case ActivateRequest activate -> node.activate(activate.view(), activate.term());
            case FetchViewRequest fetch -> fetch(fetch);
            case PeerRequest peer -> peer(peer);
            case ReadLeaseRequest lease -> readLease(lease);
            case SnapshotRequest snapshot ->
                    transfer(source.chunk(snapshot, node.replica(snapshot.partition()),
                            node.nowNanos()));
            case EntriesRequest entries ->
                    transfer(source.entries(entries, node.replica(entries.partition())));
            case MigrateRequest migrate -> migrate(migrate);
            case StatusRequest status -> status();
            case ClockRequest clock -> clock(clock);
            case LeaveRequest leave -> leave(leave);
        };
    }

    private Reply fetch(FetchViewRequest request) {
        View view = register.active();
        boolean newer = view != null && view.epoch() > request.knownEpoch();
        boolean listed = view != null && (request.from() == 0
                || view.members().stream()
                        .anyMatch(member -> member.incarnation() == request.from()));
        if (newer && !listed) {
            BackendProbe.VIEW_KEPT_FROM_ONE_IT_DOES_NOT_LIST.hit();
        }
        return new FetchViewReply(newer && listed ? view : null);
    }

    private Reply peer(PeerRequest request) {
        List<AppendAck> acks = new ArrayList<>(request.appends().size());
        for (Append append : request.appends()) {
            PartitionReplica replica = node.replica(append.partition());
            acks.add(replica == null ? noReplica(append) : replica.append(append));
        }
        for (Commit commit : request.commits()) {
            PartitionReplica replica = node.replica(commit.partition());
            if (replica != null) {
                replica.committedBelow(commit);
            } else {
                BackendProbe.COMMIT_FOR_A_REPLICA_THAT_IS_GONE.hit();
            }
        }
        return new PeerReply(register.epoch(), acks);
    }

    private AppendAck noReplica(Append append) {
        boolean early = append.version() > register.epoch();
        (early ? BackendProbe.ENTRIES_BEFORE_THE_VIEW_THAT_BRINGS_THE_REPLICA
                : BackendProbe.ENTRIES_FOR_A_REPLICA_THAT_IS_GONE).hit();
        AppendAck.Code code = early ? AppendAck.Code.NOT_YET : AppendAck.Code.OUTDATED;
        return new AppendAck(append.partition(), append.version(), code, 0, 0, false);
    }

    private Reply readLease(ReadLeaseRequest request) {
        if (register.active() == null) {
            BackendProbe.READ_LEASE_ASKED_BEFORE_THE_FIRST_VIEW.hit();
            return node.rejected(Rejected.Reason.NOT_YET, "no view yet");
        }
        leases.give(request.from().incarnation(), request.epoch(), register.epoch(),
                node.nowNanos());
        node.heardEpoch(request.from(), request.epoch());
        node.activate();
        return new ReadLeaseReply(register.epoch());
    }

    private Reply transfer(SnapshotSource.Answer answer) {
        return switch (answer) {
            case SnapshotSource.Answer.Chunk chunk -> chunk.reply();
            case SnapshotSource.Answer.Entries entries -> entries.reply();
            case SnapshotSource.Answer.Refused refused ->
                    node.rejected(refused.reason(), refused.detail());
        };
    }

    /** Orders of an older lead, or about another view, change nothing. */
    private Reply migrate(MigrateRequest request) {
        View view = register.active();
        if (view == null || request.epoch() != view.epoch()) {
            boolean behind = view == null || view.epoch() < request.epoch();
            BackendProbe.ORDERS_OF_ANOTHER_VIEW.hit();
            return node.rejected(behind ? Rejected.Reason.NOT_YET : Rejected.Reason.OUTDATED,
                    "another epoch");
        }
        if (request.term() < orderTerm) {
            BackendProbe.ORDERS_OF_AN_OLDER_TERM.hit();
            return node.rejected(Rejected.Reason.OUTDATED, "orders of a newer term were heard");
        }
        orderTerm = request.term();
        replicas.migrate(request.orders(), view);
        return new MigrateReply(replicas.progress());
    }

    private Reply status() {
        return new StatusReply(node.incarnation(), register.cluster(), register.epoch(),
                replicas.incomplete(),
                replicas.progress(), node.lostHeads());
    }

    private Reply leave(LeaveRequest request) {
        if (request.knownOrders() != departure.orders()) {
            BackendProbe.ORDER_TO_LEAVE_CAME_LATE.hit();
            return node.rejected(Rejected.Reason.OUTDATED, "another order came first");
        }
        if (request.leaving()) {
            departure.begin();
        } else {
            departure.cancel();
        }
        return new Acknowledged();
    }

    private Reply clock(ClockRequest request) {
        clockFloor.raise(request.floor());
        // The head that answered a number may be gone before the lead has asked it: its successors know it too.
        clockFloor.raise(replicas.highestClock());
        return new ClockReply(clockFloor.highest());
    }
}
