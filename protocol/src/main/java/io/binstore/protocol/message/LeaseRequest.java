package io.binstore.protocol.message;

import java.util.List;

/**
 * A keeper asks a backend for its vote under a term and for the lead lease (protocol, section 4).
 *
 * @param keeper the keeper's index in the configured list
 * @param keeperId the non-zero id it drew at its start
 * @param term round x 16 + index
 * @param ttlMillis how long the lease is to last
 * @param knownEpoch the active view travels in the answer only if it is above this epoch
 * @param ended whose leases under which terms need not be waited for
 */
public record LeaseRequest(Addressee to, int keeper, long keeperId, long term, long ttlMillis,
        long knownEpoch,
        List<EndedTerms> ended) implements MemberRequest {

    public LeaseRequest {
        ended = List.copyOf(ended);
    }
}
