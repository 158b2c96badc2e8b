package io.binstore.backend.core.transfer;

import io.binstore.backend.core.partition.Bin;
import io.binstore.backend.core.partition.PartitionState;
import io.binstore.protocol.message.StatePiece;
import io.binstore.protocol.message.StatePiece.SessionPiece;
import io.binstore.protocol.model.Utf8;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A partition's state frozen at one index, handed out piece by piece.
 *
 * <p>
 * Names and values are immutable, so freezing copies references only; copies of what has been handed out are dropped on
 * the way.
 */
final class SnapshotImage {

    /** Elements of a list in one piece, and their bytes; it has one element at least. */
    private static final int ITEMS_MAX = 4_096;
    private static final long ITEMS_BYTES_MAX = 128 << 10;
    private static final long PIECE_OVERHEAD_BYTES = 24;

    private final long last;
    private final long origin;
    private final long clock;
    private final Deque<FrozenBin> bins = new ArrayDeque<>();
    private final Iterator<SessionPiece> sessions;
    private long bytesLeft;

    private record FrozenBin(Utf8 name, Deque<Utf8> keysAndValues, Deque<FrozenList> lists) {
    }

    private static final class FrozenList {
        private final Utf8 key;
        private final List<Utf8> items;
        private int next;

        FrozenList(Utf8 key, List<Utf8> items) {
            this.key = key;
            this.items = items;
        }
    }

    SnapshotImage(PartitionState state) {
        last = state.last();
        origin = state.origin();
        clock = state.table().clock();
        bytesLeft = state.bytes();
        state.table().bins().forEach((name, bin) -> bins.add(freeze(name, bin)));
        sessions = state.sessions().pieces().iterator();
    }

    private static FrozenBin freeze(Utf8 name, Bin bin) {
        Deque<Utf8> values = new ArrayDeque<>();
        bin.forEachValue((key, value) -> {
            values.add(key);
            values.add(value);
        });
        Deque<FrozenList> lists = new ArrayDeque<>(bin.lists().size() + 1);
        bin.lists().forEach((key, items) -> lists.add(new FrozenList(key, new ArrayList<>(items))));
        return new FrozenBin(name, values, lists);
    }

    /** The next pieces, about as many bytes as asked for; empty at the end. */
    List<StatePiece> next(long bytesMax) {
        List<StatePiece> pieces = new ArrayList<>();
        long bytes = 0;
        while (bytes < bytesMax) {
            FrozenBin bin = bins.peek();
            StatePiece piece;
            if (bin != null) {
                piece = next(bin);
                if (piece == null) {
                    bins.remove();
                    continue;
                }
            } else if (sessions.hasNext()) {
                piece = sessions.next();
            } else {
                break;
            }
            pieces.add(piece);
            bytes += bytesOf(piece);
        }
        bytesLeft = exhausted() ? 0 : Math.max(1, bytesLeft - bytes);
        return pieces;
    }

    private static @Nullable StatePiece next(FrozenBin bin) {
        Utf8 key = bin.keysAndValues.poll();
        if (key != null) {
            return new StatePiece.ValuePiece(bin.name, key, bin.keysAndValues.remove());
        }
        FrozenList list = bin.lists.peek();
        if (list == null) {
            return null;
        }
        int end = pieceEnd(list);
        StatePiece piece =
                new StatePiece.ListPiece(bin.name, list.key, list.items.subList(list.next, end));
        list.next = end;
        if (end == list.items.size()) {
            bin.lists.remove();
        }
        return piece;
    }

    private static int pieceEnd(FrozenList list) {
        int most = Math.min(list.items.size(), list.next + ITEMS_MAX);
        int end = list.next;
        long bytes = 0;
        while (end < most && bytes < ITEMS_BYTES_MAX) {
            bytes += list.items.get(end).length();
            end++;
        }
        return end;
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
        return bins.isEmpty() && !sessions.hasNext();
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
