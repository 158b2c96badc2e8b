package io.binstore.backend.core.partition;

import io.binstore.protocol.message.StatePiece.Recorded;
import io.binstore.protocol.message.StatePiece.SessionPiece;
import io.binstore.protocol.model.ClientId;
import io.binstore.protocol.model.RequestId;
import io.binstore.protocol.operation.Result;
import io.binstore.protocol.runtime.Bound;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * The results of mutations whose callers may still ask again: replicated state that makes every identity take effect
 * once (I8).
 *
 * <p>
 * After RIFL (Lee et al., SOSP 2015): a client names with each call the lowest sequence it still waits for; results
 * below it are dropped, and a call below it is a late repeat and refused. A client that has been idle for
 * {@value #IDLE_MINUTES} minutes is forgotten by an entry that the head orders; no attempt is older than 5 minutes, so
 * none can arrive after that.
 */
public final class Sessions {

    public static final int IDLE_MINUTES = 10;
    /** At most this many clients in one partition. */
    static final int CLIENTS_MAX = 20_000;
    /** At most this many results of one client: above what it can have open, if it keeps to the protocol. */
    static final int RESULTS_MAX = 1 << 17;
    /** Results in one piece of a snapshot. */
    private static final int PIECE_RESULTS_MAX = 4_096;

    private static final long CLIENT_OVERHEAD_BYTES = 160;
    private static final long RESULT_OVERHEAD_BYTES = 112;

    /** Those not heard of for longest come first. */
    private final Map<ClientId, Client> clients = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;
    /** How many snapshots were begun; what is known of a client of another generation may be part of one. */
    private int generation;

    private static final class Client {
        private final ClientId id;
        private final Results results;
        private final int generation;
        private long lowest;
        private long seenNanos;

        Client(ClientId id, Results results, int generation) {
            this.id = id;
            this.results = results;
            this.generation = generation;
        }

        Client fork(int newer) {
            Client fork = new Client(id, results.fork(), newer);
            fork.lowest = lowest;
            return fork;
        }
    }

    /** What is known of an identity. */
    sealed interface Verdict {

        /** Never seen: may be ordered. */
        record Unknown() implements Verdict {
        }

        /** Ordered before, as this entry and with this result. */
        record Known(long index, Result result) implements Verdict {
        }

        /** Below the client's lowest unanswered sequence. */
        record Stale() implements Verdict {
        }

        /** A new client and the table is full, or a client with too many results. */
        record Crowded() implements Verdict {
        }
    }

    private static final Verdict UNKNOWN = new Verdict.Unknown();
    private static final Verdict STALE = new Verdict.Stale();
    private static final Verdict CROWDED = new Verdict.Crowded();

    Verdict find(RequestId id, long nowNanos) {
        Client client = clients.get(id.client());
        if (client == null) {
            return clients.size() < CLIENTS_MAX ? UNKNOWN : CROWDED;
        }
        client.seenNanos = nowNanos;
        if (id.sequence() < client.lowest) {
            return STALE;
        }
        Recorded recorded = client.results.get(id.sequence());
        if (recorded == null) {
            return client.results.size() < RESULTS_MAX ? UNKNOWN : CROWDED;
        }
        return new Verdict.Known(recorded.index(), recorded.result());
    }

    /** Records what an entry answered. */
    void record(RequestId id, long index, Result result, long nowNanos) {
        Client client = client(id.client(), nowNanos);
        raiseLowest(client, id.lowest());
        if (client.results.put(new Recorded(id.sequence(), index, result))) {
            bytes += RESULT_OVERHEAD_BYTES;
        }
    }

    private void raiseLowest(Client client, long lowest) {
        if (lowest > client.lowest) {
            client.lowest = lowest;
            while (!client.results.isEmpty() && client.results.firstKey() < lowest) {
                client.results.pollFirst();
                bytes -= RESULT_OVERHEAD_BYTES;
            }
        }
    }

    void forget(ClientId id) {
        Client client = clients.remove(id);
        if (client != null) {
            bytes -= CLIENT_OVERHEAD_BYTES + RESULT_OVERHEAD_BYTES * client.results.size();
        }
    }

    /** Clients not heard of since a moment; the head lets them be forgotten. */
    List<ClientId> idleSince(long nanos) {
        List<ClientId> idle = new ArrayList<>();
        for (var client : clients.entrySet()) {
            if (client.getValue().seenNanos - nanos >= 0) {
                break;
            }
            idle.add(client.getKey());
        }
        return idle;
    }

    /** What is known of a client, to be changed. */
    private Client client(ClientId id, long nowNanos) {
        Client client = clients.get(id);
        if (client == null) {
            client = new Client(id, new Results(), generation);
            clients.put(id, client);
            bytes += CLIENT_OVERHEAD_BYTES;
        } else if (client.generation != generation) {
            client = client.fork(generation);
            clients.put(id, client);
        }
        client.seenNanos = nowNanos;
        return client;
    }

    public int size() {
        return clients.size();
    }

    void bounds(List<Bound> bounds) {
        int most = 0;
        for (Client client : clients.values()) {
            most = Math.max(most, client.results.size());
        }
        bounds.add(new Bound("clients with results", clients.size(), CLIENTS_MAX));
        bounds.add(new Bound("results of one client", most, RESULTS_MAX));
    }

    public long bytes() {
        return bytes;
    }

    /**
     * All of it as it is now, for a snapshot, whatever is changed later. It takes a few hundred microseconds for the
     * most clients there may be, as references to them are copied.
     */
    public Iterator<SessionPiece> pieces() {
        generation++;
        return new Pieces(clients.values().toArray(new Client[0]));
    }

    /** What was known of clients when it was asked for, cut into pieces. */
    private static final class Pieces implements Iterator<SessionPiece> {

        private final Client[] frozen;
        private int next;
        private int from;

        Pieces(Client[] frozen) {
            this.frozen = frozen;
        }

        @Override
        public boolean hasNext() {
            return next < frozen.length;
        }

        @Override
        public SessionPiece next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Client client = frozen[next];
            int to = Math.min(client.results.size(), from + PIECE_RESULTS_MAX);
            SessionPiece piece = new SessionPiece(client.id, client.lowest,
                    client.results.values(from, to));
            from = to;
            if (to == client.results.size()) {
                next++;
                from = 0;
            }
            return piece;
        }
    }

    /** Takes a loaded client over. */
    public void load(SessionPiece piece, long nowNanos) {
        Client client = client(piece.client(), nowNanos);
        raiseLowest(client, piece.lowest());
        for (Recorded recorded : piece.results()) {
            if (client.results.put(recorded)) {
                bytes += RESULT_OVERHEAD_BYTES;
            }
        }
    }
}
