package io.binstore.client.core;

import io.binstore.protocol.message.BackendRequest;
import io.binstore.protocol.message.Call;
import io.binstore.protocol.message.DetourRequest;
import io.binstore.protocol.message.OpsReply;
import io.binstore.protocol.message.OpsRequest;
import io.binstore.protocol.message.Rejected;
import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.ClientId;
import io.binstore.protocol.model.View;
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.operation.Result;
import io.binstore.protocol.operation.Result.Refused;
import io.binstore.protocol.runtime.Bound;
import io.binstore.protocol.runtime.Randomness;
import io.binstore.protocol.runtime.Ticker;
import io.binstore.protocol.runtime.Timers;
import io.binstore.protocol.runtime.Transport;
import io.binstore.protocol.runtime.Transport.Answered;
import io.binstore.protocol.runtime.Transport.Failed;
import io.binstore.protocol.runtime.Transport.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes open calls from attempt to attempt: routes, sends, judges the outcome, and waits or looks
 * for a newer view before the next one.
 */
final class Attempts implements ViewCache.Owner {

    /** How long a backend may hold calls that it cannot answer at once. */
    static final long WAIT_MILLIS = 300;
    /**
     * How often that time doubles for a scan that was not over when it ended: the next attempt
     * begins anew, so with no more time than before it would not get any further.
     */
    static final int DOUBLINGS_MAX = 4;
    static final long READ_TIMEOUT_NANOS = 1_000_000_000;
    static final long MUTATION_TIMEOUT_NANOS = 2_000_000_000;

    /**
     * How long a backend may try to pass calls on: the head may hold them itself, and is to be heard
     * out.
     */
    static final long DETOUR_WAIT_MILLIS = 1_500;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Ticker ticker;
    private final Randomness randomness;
    private final Transport transport;
    private final Session session;
    private final boolean detours;
    private final BiConsumer<OpenCall, Result> finish;
    private final ViewCache views;
    private final Targets targets;
    private final SlowPartitions slow = new SlowPartitions();
    private final CallTimes parked;

    private boolean closed;
    private int turn;
    private long operationsSent;
    private long requestsSent;
    private long setbacks;

    /** @param finish is told the end of a call, at most once for each */
    Attempts(ClientSettings settings, Ticker ticker, Timers timers, Randomness randomness,
            Transport transport,
            Session session, BiConsumer<OpenCall, Result> finish) {
        this.ticker = ticker;
        this.randomness = randomness;
        this.transport = transport;
        this.session = session;
        // One hop: what a backend passes on is not passed on once more.
        this.detours = settings.near() == null;
        this.finish = finish;
        this.views =
                new ViewCache(settings, ticker, timers, randomness.fork("views"), transport, this);
        this.targets = new Targets(settings.near(), member -> new Target(member,
                new OpBatcher(member.address(), ticker, timers, this::send)));
        this.parked = new CallTimes(CallTimes.Kind.WAKE, ticker, timers, this::route);
    }

    /** Puts an open call where its next attempt leaves from. */
    void route(OpenCall call) {
        long nowNanos = ticker.nanos();
        View view = views.view();
        if (call.done || expireIfOverdue(call, nowNanos)) {
            return;
        }
        if (view == null) {
            ClientProbe.CALL_COMES_BEFORE_A_VIEW_IS_KNOWN.hit();
            // The first view wakes it; its deadline ends it otherwise.
            parked.add(call, call.deadlineNanos);
            views.refresh(null);
            return;
        }
        int partition = partitionOf(call, view);
        Chain chain = view.chains().get(partition);
        int member = call.mutation
                ? Router.forMutation(chain, targets)
                : Router.forRead(chain, targets, targets.near(), turn++, call.member, nowNanos);
        call.detour = false;
        if (detours && call.needsSequence() && targets.sendsAround(member, nowNanos)) {
            int around =
                    Router.forDetour(targets.members(), member, targets, call.member, nowNanos);
            if (around != Router.NOWHERE) {
                ClientProbe.MUTATION_GOES_AROUND_A_SILENT_HEAD.hit();
                call.detour = true;
                member = around;
            }
        }
        Target target = targets.at(member);
        call.epoch = view.epoch();
        call.member = member;
        if (target == null) {
            again(call, Setback.NOBODY, null, 0, nowNanos);
            return;
        }
        boolean heldUp = call.unknowns > 0 || slow.contains(partition, nowNanos);
        if (heldUp) {
            ClientProbe.CALL_LEAVES_IN_A_SLOW_LANE.hit();
        }
        target.batcher.add(call, heldUp);
    }

    /** Takes a call that has ended out of all queues. */
    void forget(OpenCall call) {
        parked.remove(call);
        if (call.lane != null) {
            call.lane.batcher.remove(call);
        }
    }

    /** Sends nothing any more, and does not hear answers. */
    void close() {
        closed = true;
        views.close();
    }

    ClientReport report(long calls) {
        View view = views.view();
        return new ClientReport(view == null ? 0 : view.cluster(), view == null ? 0 : view.epoch(),
                session.open(),
                session.waiting(), calls, operationsSent, requestsSent, setbacks);
    }

    void bounds(List<Bound> bounds) {
        bounds.add(new Bound("calls parked", parked.size(), session.open()));
        targets.bounds(bounds);
    }

    @Override
    public boolean waitsForNews() {
        return !parked.isEmpty();
    }

    @Override
    public boolean isSuspect(String address) {
        return targets.isSuspect(address, ticker.nanos());
    }

    @Override
    public void adopted(View view) {
        Targets.Moved moved = targets.adopt(view);
        slow.resize(view.chains().size());
        parked.drain().forEach(this::route);
        moved.unsent().forEach(this::route);
        long nowNanos = ticker.nanos();
        moved.hopeless().forEach(batch -> {
            ClientProbe.REQUEST_TO_ONE_THAT_IS_NO_MEMBER_ANY_MORE.hit();
            setBack(batch, Setback.UNKNOWN, nowNanos);
        });
    }

    private void send(Batch batch) {
        long nowNanos = ticker.nanos();
        long leftNanos = 0;
        List<Call> ops = new ArrayList<>(batch.calls.size());
        ClientId client = batch.lane.foreign;
        long lowest = client == null ? session.lowest() : Long.MAX_VALUE;
        batch.calls.removeIf(call -> call.done || expireIfOverdue(call, nowNanos));
        if (closed) {
            return;
        }
        for (OpenCall call : batch.calls) {
            call.flight = batch;
            leftNanos = Math.max(leftNanos, call.deadlineNanos - nowNanos);
            lowest = call.identity == null ? lowest : Math.min(lowest, call.identity.lowest());
            ops.add(new Call(call.sequenceSent(), call.operation));
        }
        if (ops.isEmpty()) {
            batch.lane.batcher.done(batch);
            return;
        }
        operationsSent += ops.size();
        requestsSent++;
        String address = batch.lane.batcher.address;
        Target target = targets.at(address);
        if (target != null) {
            target.tried(nowNanos);
        }
        boolean detour = batch.lane == batch.lane.batcher.detours;
        long longerMillis = (WAIT_MILLIS << doublings(batch)) - WAIT_MILLIS;
        long longMillis = detour ? DETOUR_WAIT_MILLIS : WAIT_MILLIS + longerMillis;
        long patienceMillis = randomness.unlucky("no patience") ? 1 : longMillis;
        long waitMillis = Math.min(patienceMillis, Math.max(1, leftNanos / NANOS_PER_MILLI));
        OpsRequest ofBatch =
                new OpsRequest(client == null ? session.id() : client, lowest, waitMillis, ops);
        BackendRequest request = detour ? new DetourRequest(ofBatch) : ofBatch;
        long usualNanos = (batch.lane.mutations ? MUTATION_TIMEOUT_NANOS : READ_TIMEOUT_NANOS)
                + longerMillis * NANOS_PER_MILLI;
        long timeoutNanos = Math.min(leftNanos,
                randomness.unlucky("early time-out") ? usualNanos / 100 : usualNanos);
        transport.call(address, request, timeoutNanos, outcome -> heard(batch, outcome));
    }

    private static int doublings(Batch batch) {
        int most = 0;
        for (OpenCall call : batch.calls) {
            most = Math.max(most, Math.min(call.cutShort, DOUBLINGS_MAX));
        }
        return most;
    }

    private void heard(Batch batch, Outcome outcome) {
        OpBatcher batcher = batch.lane.batcher;
        batcher.done(batch);
        if (closed) {
            return;
        }
        long nowNanos = ticker.nanos();
        Target target = targets.at(batcher.address);
        if (outcome instanceof Answered answered && answered.reply() instanceof OpsReply reply
                && reply.results().size() == batch.calls.size()) {
            if (target != null) {
                target.answered();
            }
            View view = views.view();
            if (view != null && reply.epoch() > view.epoch()) {
                ClientProbe.ANSWER_TELLS_OF_A_NEWER_VIEW.hit();
                views.refresh(batcher.address);
            }
            for (int i = 0; i < batch.calls.size(); i++) {
                settle(batch.calls.get(i), batch, reply.results().get(i), nowNanos);
            }
        } else if (outcome instanceof Answered answered
                && answered.reply() instanceof Rejected rejected) {
            if (target != null && batch.lane == batcher.detours) {
                // One that does not pass on, or cannot now: another may.
                target.failed(batch.sentNanos, false, nowNanos);
            }
            setBack(batch, Setback.of(rejected.reason()), nowNanos);
        } else {
            // An answer that makes no sense tells as little as none.
            Setback setback = outcome instanceof Failed failed ? Setback.of(failed.failure())
                    : Setback.UNKNOWN;
            if (target != null) {
                target.failed(batch.sentNanos, setback == Setback.UNKNOWN, nowNanos);
            }
            setBack(batch, setback, nowNanos);
            // What has not been sent need not fail there too.
            ClientProbe.REQUEST_FAILED_AND_UNSENT_CALLS_GO_ELSEWHERE.hit();
            batcher.drain().forEach(this::route);
        }
    }

    private void settle(OpenCall call, Batch batch, Result result, long nowNanos) {
        if (call.done) {
            ClientProbe.ANSWER_TO_A_CALL_THAT_HAS_ENDED.hit();
            return;
        }
        if (!(result instanceof Refused refused)) {
            // A result counts even if it belongs to an attempt given up before: it is the same for
            // all of them (I8).
            if (call.fits(result)) {
                if (call.flight != batch) {
                    ClientProbe.ANSWER_TO_AN_ATTEMPT_GIVEN_UP.hit();
                }
                if (call.detour) {
                    ClientProbe.MUTATION_ANSWERED_ON_ITS_WAY_AROUND.hit();
                }
                answered(call, result);
            } else {
                setBack(call, batch, Setback.UNKNOWN, nowNanos);
            }
            return;
        }
        Setback setback = Setback.of(refused.reason());
        if (setback != null) {
            setBack(call, batch, setback, nowNanos);
        } else if (call.flight == batch) {
            finish.accept(call, RetryPolicy.refused(refused, call.mutation, call.maybeDone));
        }
    }

    private void answered(OpenCall call, Result result) {
        View view = views.view();
        if (view != null) {
            slow.answered(partitionOf(call, view));
        }
        finish.accept(call, result);
    }

    private void setBack(Batch batch, Setback setback, long nowNanos) {
        for (OpenCall call : batch.calls) {
            setBack(call, batch, setback, nowNanos);
        }
    }

    /** An attempt has not ended its call: there will be another, or is one already. */
    private void setBack(OpenCall call, Batch batch, Setback setback, long nowNanos) {
        if (call.done || call.flight != batch) {
            ClientProbe.SETBACK_OF_AN_ATTEMPT_GIVEN_UP.hit();
            return;
        }
        call.flight = null;
        tell(setback);
        call.maybeDone |= setback.maybeDone;
        call.unknowns += setback == Setback.UNKNOWN ? 1 : 0;
        String address = batch.lane.batcher.address;
        View view = views.view();
        boolean cutShort = setback == Setback.NOT_READY && call.operation instanceof Read.Scan
                && nowNanos - batch.sentNanos >= RetryPolicy.PACED_NANOS;
        if (cutShort) {
            // It tells nothing of others: they are answered between the steps of a scan.
            call.cutShort++;
        } else if (view != null
                && (setback == Setback.NOT_READY || setback == Setback.PENDING)) {
            slow.heldUp(partitionOf(call, view), nowNanos);
            Target target = targets.at(address);
            if (!call.mutation && target != null) {
                target.notReady(nowNanos);
            }
        }
        again(call, setback, setback == Setback.MISDIRECTED ? address : null,
                nowNanos - batch.sentNanos, nowNanos);
    }

    private static void tell(Setback setback) {
        switch (setback) {
            case MISDIRECTED -> ClientProbe.ATTEMPT_MISDIRECTED.hit();
            case NOT_READY -> ClientProbe.ATTEMPT_WAITED_IN_VAIN.hit();
            case PENDING -> ClientProbe.ATTEMPT_IS_PENDING.hit();
            case REFUSED -> ClientProbe.ATTEMPT_REFUSED_AS_NOBODY_RUNS_THERE.hit();
            case UNKNOWN -> ClientProbe.ATTEMPT_OF_UNKNOWN_OUTCOME.hit();
            case BUSY, NOT_SENT, NOBODY -> {
                // Limits of a real machine, which simulated ones do not reach.
            }
        }
    }

    /** @param knows the address that may know a newer view, or null */
    private void again(OpenCall call, Setback setback, @Nullable String knows, long tookNanos,
            long nowNanos) {
        View view = views.view();
        setbacks++;
        call.attempts++;
        boolean viewChanged = view != null && call.epoch != view.epoch();
        if (setback.looksForView && !viewChanged) {
            views.refresh(knows);
        }
        int replicas =
                view == null ? 0 : view.chains().get(partitionOf(call, view)).replicas().size();
        long delayNanos =
                RetryPolicy.delayNanos(setback, call.mutation, call.attempts, replicas, viewChanged,
                        tookNanos, randomness.nextLong());
        if (delayNanos == 0) {
            route(call);
        } else {
            parked.add(call, nowNanos + delayNanos);
        }
    }

    private boolean expireIfOverdue(OpenCall call, long nowNanos) {
        if (call.isOverdue(nowNanos)) {
            ClientProbe.DEADLINE_PASSED_BEFORE_AN_ATTEMPT.hit();
            finish.accept(call, RetryPolicy.overdue(call));
            return true;
        }
        return false;
    }

    private static int partitionOf(OpenCall call, View view) {
        return (int) (call.hash & view.chains().size() - 1);
    }
}
