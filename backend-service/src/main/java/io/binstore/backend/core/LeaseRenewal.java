package io.binstore.backend.core;

import io.binstore.protocol.message.ReadLeaseReply;
import io.binstore.protocol.message.ReadLeaseRequest;
import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.Replica;
import io.binstore.protocol.model.View;
import java.util.TreeSet;

/** Asks every peer with which this backend shares a chain for a read lease, again and again (protocol, section 6). */
final class LeaseRenewal {

    /** A quarter of a lease: three renewals may get lost before one runs out. */
    static final long INTERVAL_NANOS = 500_000_000L;

    private final Incarnation node;
    private final ReadLeases leases;
    private final TreeSet<Integer> peers = new TreeSet<>();

    LeaseRenewal(Incarnation node, ReadLeases leases) {
        this.node = node;
        this.leases = leases;
    }

    void start() {
        node.after(INTERVAL_NANOS, this::renewAgain);
    }

    private void renewAgain() {
        View view = node.view();
        if (view != null) {
            peers.forEach(peer -> ask(view, peer));
        }
        leases.prune(node.nowNanos());
        node.after(INTERVAL_NANOS, this::renewAgain);
    }

    /**
     * A view became active: everybody is asked at once, and those whose leases were held once more, so that they need
     * not wait for these to run out.
     */
    void viewAdopted(View view) {
        TreeSet<Integer> before = new TreeSet<>(peers);
        peers.clear();
        int self = node.self().index();
        for (Chain chain : view.chains()) {
            if (chain.contains(self)) {
                for (Replica replica : chain.replicas()) {
                    if (replica.member() != self) {
                        peers.add(replica.member());
                    }
                }
            }
        }
        before.addAll(peers);
        for (Member member : view.members()) {
            if (leases.holds(member.incarnation(), node.nowNanos())) {
                // No peer any more, but chains of its own that change now would wait.
                before.add(member.index());
            }
        }
        before.forEach(peer -> ask(view, peer));
    }

    private void ask(View view, int index) {
        Member peer = view.member(index);
        if (peer != null) {
            long askedNanos = node.nowNanos();
            var request = new ReadLeaseRequest(node.addressee(peer), node.self(), view.epoch());
            node.call(peer, request, reply -> {
                if (reply instanceof ReadLeaseReply grant) {
                    leases.hold(peer.incarnation(), grant.epoch(), askedNanos);
                    node.heardEpoch(peer, grant.epoch());
                    node.leaseHeld();
                }
            });
        }
    }
}
