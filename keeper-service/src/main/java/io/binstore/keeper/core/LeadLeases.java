package io.binstore.keeper.core;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * When backends last leased the lead to this keeper, under whatever term: one that leads and has to take a higher term, as
 * a few have voted for another, goes on leading meanwhile. Leases are for calm, terms for safety (protocol, section 4).
 */
final class LeadLeases {

    private final Map<Integer, Lease> leases = new TreeMap<>();

    private record Lease(long incarnation, long askedNanos) {
    }

    void granted(int backend, long incarnation, long askedNanos) {
        leases.put(backend, new Lease(incarnation, askedNanos));
    }

    /** Whether the lease of whoever runs at this place was asked for at or after a moment. */
    boolean since(int backend, long sinceNanos) {
        Lease lease = leases.get(backend);
        return lease != null && lease.askedNanos() >= sinceNanos;
    }

    /** The incarnations that were asked at or after a moment, as votes that no certificate makes too old. */
    Map<Long, Long> since(long sinceNanos) {
        Map<Long, Long> granters = new LinkedHashMap<>();
        for (Lease lease : leases.values()) {
            if (lease.askedNanos() >= sinceNanos) {
                granters.put(lease.incarnation(), Long.MAX_VALUE);
            }
        }
        return granters;
    }
}
