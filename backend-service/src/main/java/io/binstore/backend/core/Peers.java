package io.binstore.backend.core;

import io.binstore.protocol.message.HintRequest;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.View;
import java.util.List;
import java.util.TreeMap;

/** The other members as one incarnation talks to them: a link each, and what was passed on or asked for lately. */
final class Peers {

    /** A view is fetched from, passed on to, or a peer hinted at no more often than this. */
    static final long AGAIN_NANOS = 100_000_000L;
    private static final long HINT_TIMEOUT_NANOS = 1_000_000_000L;

    private final Incarnation node;
    private final TreeMap<Integer, PeerLink> links = new TreeMap<>();
    private final TreeMap<Long, Long> passedOnNanos = new TreeMap<>();
    private final TreeMap<Long, Long> fetchedNanos = new TreeMap<>();
    private final TreeMap<Long, Long> hintedNanos = new TreeMap<>();

    Peers(Incarnation node) {
        this.node = node;
    }

    /** Links to members that are gone or have another incarnation are closed. */
    void viewAdopted(View view) {
        links.values().removeIf(link -> {
            boolean gone = !view.contains(link.peer().index(), link.peer().incarnation());
            if (gone) {
                BackendProbe.LINK_CLOSED_BY_A_VIEW.hit();
                link.close();
            }
            return gone;
        });
        passedOnNanos.clear();
        fetchedNanos.clear();
        hintedNanos.clear();
    }

    PeerLink link(int index) {
        PeerLink link = links.get(index);
        if (link == null) {
            View view = node.view();
            Member peer = view == null ? null : view.member(index);
            if (peer == null) {
                throw new IllegalArgumentException("no member " + index);
            }
            link = new PeerLink(node, peer);
            links.put(index, link);
        }
        return link;
    }

    void passOnOnce(Member peer, View view) {
        if (due(passedOnNanos, peer)) {
            node.passOn(peer, view);
        }
    }

    void fetchOnce(Member peer) {
        if (due(fetchedNanos, peer)) {
            node.fetchView(peer);
        }
    }

    /** Tells the keepers that a peer does not answer as itself: a hint to look, no evidence. */
    void hintKeepers(Member peer, List<String> keepers) {
        if (due(hintedNanos, peer)) {
            BackendProbe.KEEPERS_HINTED_AT_A_PEER.hit();
            for (String keeper : keepers) {
                node.ports().transport().call(keeper, new HintRequest(peer.address()),
                        HINT_TIMEOUT_NANOS,
                        outcome -> {
                        });
            }
        }
    }

    private boolean due(TreeMap<Long, Long> lastNanos, Member peer) {
        long nowNanos = node.nowNanos();
        Long before = lastNanos.get(peer.incarnation());
        if (before != null && nowNanos - before < AGAIN_NANOS) {
            return false;
        }
        lastNanos.put(peer.incarnation(), nowNanos);
        return true;
    }

    int links() {
        return links.size();
    }

    void closeAll() {
        links.values().forEach(PeerLink::close);
        links.clear();
    }
}
