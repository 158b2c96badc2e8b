package io.binstore.simulation.run;

import io.binstore.protocol.message.Addressee;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.message.SnapshotReply;
import io.binstore.protocol.message.SnapshotRequest;
import io.binstore.protocol.message.StatePiece;
import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.Replica;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.model.View;
import io.binstore.simulation.cluster.Cluster;
import io.binstore.simulation.cluster.SimBackend;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Whether all replicas of every partition hold the same: values, lists with their order, recorded results, clock. */
public final class Equality {

    private final Cluster cluster;

    public Equality(Cluster cluster) {
        this.cluster = cluster;
    }

    /** What differs at rest, or null. */
    public @Nullable String difference(View view) {
        for (int partition = 0; partition < view.chains().size(); partition++) {
            Chain chain = view.chains().get(partition);
            List<String> first = List.of();
            for (Replica replica : chain.replicas()) {
                List<String> content =
                        content(cluster.backends().get(replica.member()), view, partition);
                if (first.isEmpty()) {
                    first = content;
                } else if (!first.equals(content)) {
                    List<String> here = new ArrayList<>(content);
                    here.removeAll(first);
                    List<String> there = new ArrayList<>(first);
                    there.removeAll(content);
                    return "partition " + partition + " " + chain + ": member " + replica.member()
                            + " has " + here
                            + ", the head has " + there;
                }
            }
        }
        return null;
    }

    /** The lists are put together again: into how many pieces each is cut is the luck of whoever hands them out. */
    private static List<String> content(SimBackend backend, View view, int partition) {
        Addressee to =
                new Addressee(view.cluster(), backend.core().report().health().incarnation());
        List<String> content = new ArrayList<>();
        Map<String, List<Utf8>> lists = new TreeMap<>();
        long snapshot = 0;
        for (int chunk = 0;; chunk++) {
            List<Reply> answers = new ArrayList<>();
            long version = view.chains().get(partition).version();
            backend.core().handle(
                    new SnapshotRequest(to, partition, version, false, snapshot, chunk),
                    answers::add);
            if (answers.isEmpty() || !(answers.get(0) instanceof SnapshotReply part)) {
                throw new IllegalStateException(backend + " gives no snapshot: " + answers);
            }
            snapshot = part.snapshot();
            for (StatePiece piece : part.pieces()) {
                if (piece instanceof StatePiece.ListPiece some) {
                    lists.computeIfAbsent("list " + some.key() + " in " + some.bin(),
                            list -> new ArrayList<>()).addAll(some.items());
                } else {
                    content.add(piece.toString());
                }
            }
            if (part.end()) {
                lists.forEach((list, items) -> content.add(list + ": " + items));
                content.add("clock " + part.clock() + ", last " + part.last() + ", origin "
                        + part.origin());
                Collections.sort(content);
                return content;
            }
        }
    }
}
