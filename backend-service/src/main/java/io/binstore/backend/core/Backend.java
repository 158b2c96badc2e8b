package io.binstore.backend.core;

import io.binstore.backend.core.partition.PartitionReplica;
import io.binstore.protocol.message.DetourRequest;
import io.binstore.protocol.message.HealthRequest;
import io.binstore.protocol.message.KeeperRequest;
import io.binstore.protocol.message.MemberRequest;
import io.binstore.protocol.message.OpsRequest;
import io.binstore.protocol.message.Rejected;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.message.Request;
import io.binstore.protocol.message.ViewReply;
import io.binstore.protocol.message.ViewRequest;
import io.binstore.protocol.model.View;
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.operation.Result;
import io.binstore.protocol.runtime.Bound;
import io.binstore.protocol.runtime.Randomness;
import io.binstore.protocol.runtime.Ticker;
import io.binstore.protocol.runtime.Timers;
import io.binstore.protocol.runtime.Transport;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A backend: stores bins, replicates along chains, votes on views, moves data.
 *
 * <p>
 * All methods are called in turns, one at a time, and so must be what its {@link Timers} and {@link Transport} call back.
 */
public final class Backend {

    private final BackendSettings settings;
    private final BackendPorts ports;
    private final ClockFloor clockFloor = new ClockFloor();
    private final Departure departure;
    private Incarnation life;

    public Backend(BackendSettings settings, Ticker ticker, Timers timers, Randomness random,
            Transport transport) {
        this.settings = settings;
        this.ports = new BackendPorts(ticker, timers, random, transport);
        this.departure = new Departure(settings, ports);
        this.life = new Incarnation(settings, ports, clockFloor, departure, this::startOver);
    }

    public void start() {
        life.start();
    }

    /** A view has left this backend out: it drops everything and comes back as a fresh one (protocol, section 4). */
    private void startOver() {
        Incarnation before = life;
        // First the new one: whoever is answered as the old one ends may call again at once.
        life = new Incarnation(settings, ports, clockFloor, departure, this::startOver);
        before.end();
        settings.observer().reset(before.incarnation(), life.incarnation());
        life.start();
    }

    /**
     * Answers a request, now or later, exactly once; calls that wait when a life ends are answered before it does.
     * {@code then} may run in the middle of a turn, so it must not call this backend again before that is over.
     */
    public void handle(Request request, Consumer<Reply> then) {
        switch (request) {
            case OpsRequest ops -> life.desk().take(ops, then);
            case DetourRequest detour -> then.accept(life.rejected(Rejected.Reason.INVALID,
                    "who runs a backend passes calls on, not the backend itself"));
            case MemberRequest member -> life.handle(member, then);
            case ViewRequest view -> then.accept(view(view));
            case HealthRequest health -> then.accept(life.health());
            case KeeperRequest other ->
                    then.accept(life.rejected(Rejected.Reason.INVALID, "a backend is no keeper"));
        }
    }

    /**
     * What a read within the limits answers at this moment, or null if it has to be handled like any other request. A turn
     * of its own, and a short one: it neither waits nor sends.
     */
    public @Nullable Result look(Read.Get read) {
        return life.desk().look(read);
    }

    /** Asks to be emptied, as a {@code LeaveRequest} does; asked again, it tells the keepers again. */
    public void leave() {
        departure.begin();
    }

    /**
     * Whether nothing is gained by waiting before a stop: this backend holds nothing, nobody else could take what it
     * holds, or there is no keeper that could arrange it.
     */
    public boolean mayStop() {
        View view = life.view();
        return view == null || view.members().size() == 1 || departure.unheard();
    }

    private ViewReply view(ViewRequest request) {
        View view = life.view();
        boolean known = view == null
                || view.cluster() == request.knownCluster() && view.epoch() == request.knownEpoch();
        return new ViewReply(life.epoch(), known ? null : view);
    }

    public BackendReport report() {
        return life.report();
    }

    /** The cluster that this backend is a member of, or 0. */
    public long cluster() {
        View view = life.view();
        return view == null ? 0 : view.cluster();
    }

    /** How full every queue and table is (I11). */
    public List<Bound> bounds() {
        return life.bounds();
    }

    /** The epoch of the active view, 0 without one. */
    public long epoch() {
        return life.epoch();
    }

    /** A coarse picture of its part in a partition, for counting the states that simulations meet. */
    public long sketch(int partition) {
        return life.sketch(partition);
    }

    /** What a partition holds here, for checkers; null if this backend has no replica of it. */
    public @Nullable PartitionReplica inspect(int partition) {
        return life.replica(partition);
    }
}
