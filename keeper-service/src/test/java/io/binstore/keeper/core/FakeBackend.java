package io.binstore.keeper.core;

import io.binstore.protocol.message.AcceptedView;
import io.binstore.protocol.message.Acknowledged;
import io.binstore.protocol.message.ActivateReply;
import io.binstore.protocol.message.ActivateRequest;
import io.binstore.protocol.message.ClockReply;
import io.binstore.protocol.message.ClockRequest;
import io.binstore.protocol.message.FetchViewReply;
import io.binstore.protocol.message.FetchViewRequest;
import io.binstore.protocol.message.HealthReply;
import io.binstore.protocol.message.HealthRequest;
import io.binstore.protocol.message.LeaseReply;
import io.binstore.protocol.message.LeaseRequest;
import io.binstore.protocol.message.LeaveRequest;
import io.binstore.protocol.message.MemberRequest;
import io.binstore.protocol.message.MigrateReply;
import io.binstore.protocol.message.MigrateRequest;
import io.binstore.protocol.message.ProposeReply;
import io.binstore.protocol.message.ProposeRequest;
import io.binstore.protocol.message.Rejected;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.message.Request;
import io.binstore.protocol.message.StatusReply;
import io.binstore.protocol.message.StatusRequest;
import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The keeper's side of a backend: an acceptor with a lead lease, whose replicas and learners are
 * complete at once.
 */
final class FakeBackend {

    final int index;
    final FakeLoop loop;
    long incarnation;
    long promisedTerm;
    long promisedTo;
    int holder = -1;
    long holderId;
    long leaseEnds;
    @Nullable
    AcceptedView accepted;
    @Nullable
    View active;
    long clock;
    boolean complete = true;
    boolean leaving;
    long leaveOrders;
    List<Integer> unreachable = List.of();
    /** What it answers to migration orders, if not by itself. */
    @Nullable
    MigrateReply migrateReply;
    int resets;
    final List<Request> received = new ArrayList<>();
    final Map<Integer, MigrateRequest.Order> orders = new TreeMap<>();

    FakeBackend(int index, FakeLoop loop, long incarnation) {
        this.index = index;
        this.loop = loop;
        this.incarnation = incarnation;
    }

    long epoch() {
        return active == null ? 0 : active.epoch();
    }

    /** The newest view that this process has accepted or activated. */
    long newestEpoch() {
        return Math.max(epoch(), accepted == null ? 0 : accepted.view().epoch());
    }

    long cluster() {
        return active == null ? 0 : active.cluster();
    }

    /** A new process, or the same one that starts over. */
    void restart() {
        incarnation += 1000;
        promisedTerm = 0;
        promisedTo = 0;
        holder = -1;
        holderId = 0;
        leaseEnds = 0;
        accepted = null;
        active = null;
        orders.clear();
    }

    Reply answer(Request request) {
        received.add(request);
        if (request instanceof MemberRequest member) {
            if (member.to().incarnation() != 0 && member.to().incarnation() != incarnation) {
                return rejected(Rejected.Reason.WRONG_INCARNATION);
            }
            if (member.to().cluster() != 0 && cluster() != 0
                    && member.to().cluster() != cluster()) {
                return rejected(Rejected.Reason.WRONG_CLUSTER);
            }
        }
        return switch (request) {
            case HealthRequest health -> new HealthReply(incarnation, cluster(), epoch(),
                    leaving ? HealthReply.State.LEAVING
                            : active == null ? HealthReply.State.FRESH : HealthReply.State.MEMBER,
                    0, 0, 0, 0, 0, 1, clock, leaveOrders, unreachable);
            case LeaseRequest lease -> lease(lease);
            case ProposeRequest propose -> propose(propose);
            case ActivateRequest activate -> activate(activate.view());
            case FetchViewRequest fetch ->
                    new FetchViewReply(fetch.knownEpoch() < epoch() ? active : null);
            case StatusRequest status -> status();
            case MigrateRequest migrate -> migrate(migrate);
            case ClockRequest sync -> {
                clock = Long.compareUnsigned(sync.floor(), clock) > 0 ? sync.floor() : clock;
                yield new ClockReply(clock);
            }
            case LeaveRequest leave -> {
                leaving = leave.leaving();
                leaveOrders++;
                yield new Acknowledged();
            }
            default -> new Acknowledged();
        };
    }

    private Reply lease(LeaseRequest request) {
        boolean mine = request.keeperId() == holderId;
        boolean free = holder < 0 || loop.nanos() >= leaseEnds || mine
                || request.ended().stream().anyMatch(ended -> ended.keeperId() == holderId
                        && promisedTerm <= ended.last());
        boolean term = request.term() > promisedTerm
                || request.term() == promisedTerm && request.keeperId() == promisedTo;
        boolean granted = free && term;
        if (granted) {
            promisedTerm = request.term();
            promisedTo = request.keeperId();
            holder = request.keeper();
            holderId = request.keeperId();
            leaseEnds = loop.nanos() + request.ttlMillis() * FakeLoop.MILLI;
        }
        return new LeaseReply(granted, incarnation, promisedTerm, accepted, cluster(), epoch(),
                epoch() > request.knownEpoch() ? active : null, holder, holderId,
                Math.max(0, (leaseEnds - loop.nanos()) / FakeLoop.MILLI));
    }

    private Reply propose(ProposeRequest request) {
        AcceptedView value = request.proposal();
        boolean sameCluster =
                accepted != null && accepted.view().cluster() == value.view().cluster();
        long floor = sameCluster ? accepted.view().epoch() : 0;
        boolean ok = value.term() == promisedTerm && request.keeperId() == promisedTo
                && value.view().epoch() > epoch() && value.view().epoch() >= floor;
        if (ok) {
            accepted = value;
        }
        return new ProposeReply(ok, incarnation, promisedTerm, epoch());
    }

    Reply activate(View view) {
        if (view.contains(index, incarnation)) {
            if (view.epoch() > epoch()) {
                active = view;
            }
        } else if (active != null && view.epoch() > epoch()) {
            restart();
            resets++;
        }
        return new ActivateReply(incarnation, cluster(), epoch());
    }

    private Reply status() {
        List<Integer> incomplete = new ArrayList<>();
        for (int p = 0; active != null && !complete && p < active.chains().size(); p++) {
            Chain chain = active.chains().get(p);
            if (chain.contains(index)) {
                incomplete.add(p);
            }
        }
        return new StatusReply(incarnation, cluster(), epoch(), incomplete, List.of(), 0);
    }

    private Reply migrate(MigrateRequest request) {
        if (request.epoch() > epoch()) {
            return rejected(Rejected.Reason.NOT_YET);
        }
        if (migrateReply != null) {
            return migrateReply;
        }
        List<MigrateReply.Progress> progress = new ArrayList<>();
        for (MigrateRequest.Order order : request.orders()) {
            boolean known = order.equals(orders.put(order.partition(), order));
            progress.add(new MigrateReply.Progress(order.partition(), order.epoch(), order.term(),
                    known, 0, 0));
        }
        return new MigrateReply(progress);
    }

    private Reply rejected(Rejected.Reason reason) {
        return new Rejected(reason, incarnation, cluster(), epoch(), "");
    }
}
