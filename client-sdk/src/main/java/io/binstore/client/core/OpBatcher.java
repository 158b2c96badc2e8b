package io.binstore.client.core;

import io.binstore.protocol.model.ClientId;
import io.binstore.protocol.runtime.Ticker;
import io.binstore.protocol.runtime.Timers;
import io.binstore.protocol.runtime.Timers.Cancellable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes requests of the calls to one backend.
 *
 * <p>
 * A call that finds nothing under way leaves at the end of the turn, with all others of that turn.
 * While a request is under way the next one collects. It leaves when the one before is answered,
 * when it is full, or when the one before seems to be held up; how long that takes to say doubles
 * with each request that is under way already, so that a handful of them bridges the time for which
 * a backend may hold calls.
 */
final class OpBatcher {

    static final int IN_FLIGHT_MAX = 8;
    static final int SLOW_IN_FLIGHT_MAX = 4;
    /**
     * Calls that bring their own identity share requests only within that identity, so there are
     * more of these.
     */
    static final int FOREIGN_IN_FLIGHT_MAX = 24;
    static final int FOREIGN_LANE_IN_FLIGHT_MAX = 4;

    /** Requests that one backend may have to answer at once. */
    static final int REQUESTS_MAX =
            2 * IN_FLIGHT_MAX + 4 * SLOW_IN_FLIGHT_MAX + FOREIGN_IN_FLIGHT_MAX;

    final String address;

    private final Ticker ticker;
    private final Timers timers;
    private final Consumer<Batch> sender;
    private final Lane mutations = new Lane(this, true, false, null, IN_FLIGHT_MAX);
    private final Lane reads = new Lane(this, false, false, null, IN_FLIGHT_MAX);
    private final Lane slowMutations = new Lane(this, true, true, null, SLOW_IN_FLIGHT_MAX);
    private final Lane slowReads = new Lane(this, false, true, null, SLOW_IN_FLIGHT_MAX);
    /** Reads for which a backend is given more time: nothing else is to wait for them. */
    private final Lane longReads = new Lane(this, false, true, null, SLOW_IN_FLIGHT_MAX);
    /** What this backend is to pass on. */
    final Lane detours = new Lane(this, true, true, null, SLOW_IN_FLIGHT_MAX);
    private final Map<ClientId, Lane> foreign = new LinkedHashMap<>();
    private int foreignInFlight;
    private boolean flushing;
    private @Nullable Cancellable pace;
    private long paceNanos;

    OpBatcher(String address, Ticker ticker, Timers timers, Consumer<Batch> sender) {
        this.address = address;
        this.ticker = ticker;
        this.timers = timers;
        this.sender = sender;
    }

    /** @param slow the call's answer is expected to be held up */
    void add(OpenCall call, boolean slow) {
        laneOf(call, slow).add(call);
        flushSoon();
    }

    /** A request has been answered, or has failed. */
    void done(Batch batch) {
        Lane lane = batch.lane;
        lane.done(batch);
        if (lane.foreign != null) {
            foreignInFlight--;
            if (lane.isIdle()) {
                foreign.remove(lane.foreign);
            }
        }
        flushSoon();
    }

    /** Takes a call that has not been sent out of its queue. */
    void remove(OpenCall call) {
        Lane lane = call.lane;
        if (lane != null) {
            lane.remove(call);
            if (lane.foreign != null && lane.isIdle()) {
                foreign.remove(lane.foreign);
            }
        }
    }

    /** Takes all calls that have not been sent, to be routed again. */
    List<OpenCall> drain() {
        List<OpenCall> drained = new ArrayList<>();
        for (Lane lane : lanes()) {
            lane.drainTo(drained);
        }
        foreign.values().removeIf(Lane::isIdle);
        return drained;
    }

    /** The requests that have no answer yet. */
    List<Batch> inFlight() {
        List<Batch> batches = new ArrayList<>();
        for (Lane lane : lanes()) {
            lane.inFlight().forEach(batches::add);
        }
        return batches;
    }

    boolean isIdle() {
        return foreign.isEmpty() && lanes().stream().allMatch(Lane::isIdle);
    }

    private List<Lane> lanes() {
        List<Lane> lanes = new ArrayList<>(6 + foreign.size());
        lanes.add(mutations);
        lanes.add(reads);
        lanes.add(slowMutations);
        lanes.add(slowReads);
        lanes.add(longReads);
        lanes.add(detours);
        lanes.addAll(foreign.values());
        return lanes;
    }

    private Lane laneOf(OpenCall call, boolean slow) {
        ClientId client = call.foreignClient();
        if (client != null) {
            return foreign.computeIfAbsent(client,
                    id -> new Lane(this, true, slow, id, FOREIGN_LANE_IN_FLIGHT_MAX));
        }
        if (call.detour) {
            return detours;
        }
        if (call.mutation) {
            return slow ? slowMutations : mutations;
        }
        if (call.cutShort > 0) {
            return longReads;
        }
        return slow ? slowReads : reads;
    }

    private void flushSoon() {
        if (!flushing) {
            flushing = true;
            timers.after(0, this::flush);
        }
    }

    private void flush() {
        flushing = false;
        long nowNanos = ticker.nanos();
        long waitNanos = flush(mutations, nowNanos, -1);
        waitNanos = flush(reads, nowNanos, waitNanos);
        waitNanos = flush(slowMutations, nowNanos, waitNanos);
        waitNanos = flush(slowReads, nowNanos, waitNanos);
        waitNanos = flush(longReads, nowNanos, waitNanos);
        waitNanos = flush(detours, nowNanos, waitNanos);
        if (!foreign.isEmpty()) {
            for (Lane lane : new ArrayList<>(foreign.values())) {
                if (foreignInFlight >= FOREIGN_IN_FLIGHT_MAX) {
                    break;
                }
                waitNanos = flush(lane, nowNanos, waitNanos);
            }
        }
        if (waitNanos > 0) {
            paceAt(nowNanos + waitNanos, waitNanos);
        }
    }

    /**
     * Sends what may leave, and answers the shorter of this lane's wait and the one given, -1 being
     * none.
     */
    private long flush(Lane lane, long nowNanos, long otherWaitNanos) {
        long waitNanos = lane.waitNanos(nowNanos);
        while (waitNanos == 0
                && (lane.foreign == null || foreignInFlight < FOREIGN_IN_FLIGHT_MAX)) {
            Batch batch = lane.take(nowNanos);
            foreignInFlight += lane.foreign == null ? 0 : 1;
            sender.accept(batch);
            waitNanos = lane.waitNanos(nowNanos);
        }
        return otherWaitNanos <= 0 ? waitNanos
                : waitNanos <= 0 ? otherWaitNanos : Math.min(waitNanos, otherWaitNanos);
    }

    private void paceAt(long momentNanos, long waitNanos) {
        if (pace != null) {
            if (paceNanos - momentNanos <= 0) {
                return;
            }
            pace.cancel();
        }
        paceNanos = momentNanos;
        pace = timers.after(waitNanos, () -> {
            ClientProbe.REQUEST_FOLLOWS_ONE_THAT_IS_HELD_UP.hit();
            pace = null;
            flush();
        });
    }
}
