package io.binstore.backend.core.transfer;

import io.binstore.backend.core.partition.PartitionState;
import io.binstore.protocol.message.StatePiece;
import io.binstore.protocol.message.StatePiece.SessionPiece;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * A partition's state frozen at one index, handed out piece by piece.
 *
 * <p>
 * Freezing copies nothing but references to the clients with recorded results. What is changed meanwhile is copied then,
 * and what has been handed out and changed stays until the image is dropped.
 */
final class SnapshotImage {

    private static final long PIECE_OVERHEAD_BYTES = 24;

    private final long last;
    private final long origin;
    private final long clock;
    private final TablePieces bins;
    private final Iterator<SessionPiece> sessions;
    private long bytesLeft;

    SnapshotImage(PartitionState state) {
        last = state.last();
        origin = state.origin();
        clock = state.table().clock();
        bytesLeft = state.bytes();
        bins = new TablePieces(state.table().frozenBins());
        sessions = state.sessions().pieces();
    }

    /** The next pieces, about as many bytes as asked for; empty at the end. */
    List<StatePiece> next(long bytesMax) {
        List<StatePiece> pieces = new ArrayList<>();
        long bytes = 0;
        while (bytes < bytesMax && !exhausted()) {
            StatePiece piece = bins.hasNext() ? bins.next(bytesMax - bytes) : sessions.next();
            pieces.add(piece);
            bytes += bytesOf(piece);
        }
        bytesLeft = exhausted() ? 0 : Math.max(1, bytesLeft - bytes);
        return pieces;
    }

    private static long bytesOf(StatePiece piece) {
        return PIECE_OVERHEAD_BYTES + switch (piece) {
            case StatePiece.ValuePiece value -> value.key().length() + value.value().length();
            case StatePiece.ListPiece list ->
                    list.items().stream().mapToLong(item -> item.length() + 4L).sum();
            case StatePiece.SessionPiece session -> 48L * session.results().size();
        };
    }

    boolean exhausted() {
        return !bins.hasNext() && !sessions.hasNext();
    }

    long last() {
        return last;
    }

    long origin() {
        return origin;
    }

    long clock() {
        return clock;
    }

    long bytesLeft() {
        return bytesLeft;
    }
}
