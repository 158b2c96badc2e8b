package io.binstore.protocol.message;

import java.util.List;

/**
 * One chunk of a snapshot.
 *
 * @param snapshot its id, to be named in the next request
 * @param origin the epoch in which the partition's history began
 * @param last the index up to which the snapshot holds everything
 * @param clock the partition's clock
 * @param pieces consecutive pieces of state
 * @param bytesLeft an estimate of what follows; 0 in the last chunk
 * @param end whether this is the last chunk
 */
public record SnapshotReply(int partition, long snapshot, int chunk, long origin, long last,
        long clock,
        List<StatePiece> pieces, long bytesLeft, boolean end) implements Reply {

    public SnapshotReply {
        pieces = List.copyOf(pieces);
    }
}
