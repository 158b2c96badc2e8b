package io.binstore.protocol.message;

import io.binstore.protocol.model.ClientId;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Result;
import java.util.List;

/** A piece of a partition's state inside a snapshot. */
public sealed interface StatePiece {

    record ValuePiece(Utf8 bin, Utf8 key, Utf8 value) implements StatePiece {
    }

    /** Consecutive elements of a list; a long list takes several pieces. */
    record ListPiece(Utf8 bin, Utf8 key, List<Utf8> items) implements StatePiece {
        public ListPiece {
            items = List.copyOf(items);
        }
    }

    /** A client's recorded results; the first piece of a client names its lowest unanswered sequence. */
    record SessionPiece(ClientId client, long lowest, List<Recorded> results)
            implements StatePiece {
        public SessionPiece {
            results = List.copyOf(results);
        }
    }

    /** @param index the entry that made it, for it must be committed before it is answered */
    record Recorded(long sequence, long index, Result result) {
    }
}
