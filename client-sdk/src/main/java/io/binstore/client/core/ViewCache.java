package io.binstore.client.core;

import io.binstore.protocol.message.ViewReply;
import io.binstore.protocol.message.ViewRequest;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.View;
import io.binstore.protocol.runtime.Randomness;
import io.binstore.protocol.runtime.Ticker;
import io.binstore.protocol.runtime.Timers;
import io.binstore.protocol.runtime.Timers.Cancellable;
import io.binstore.protocol.runtime.Transport;
import io.binstore.protocol.runtime.Transport.Answered;
import io.binstore.protocol.runtime.Transport.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the view that calls are routed by, and looks for a newer one.
 *
 * <pre>
 *   idle    -- refresh -----------------------------------> asking
 *   asking  -- newer view, known one confirmed, all asked -> resting if calls wait for news, or idle
 *   resting -- a while later, or refresh -----------------> asking
 * </pre>
 *
 * One pass over the known members and the seeds is under way at a time; it asks one address after
 * the other until one knows. Another cluster's view never replaces the known one because of a
 * single stray answer: only at the end of a pass in which nobody spoke for the known cluster (I10),
 * so when its members are gone or have all started anew.
 */
final class ViewCache {

    static final long ASK_MIN_NANOS = 300_000_000;
    static final long ASK_MAX_NANOS = 2_400_000_000L;
    static final long REST_MIN_NANOS = 25_000_000;
    static final long REST_MAX_NANOS = 100_000_000;
    /** A pass does not begin sooner than this after one that found nothing new. */
    static final long GAP_NANOS = 10_000_000;
    /**
     * While a member of the known cluster is silent, it takes so many passes in a row to believe
     * that it is gone.
     */
    static final int SILENT_PASSES = 4;

    private static final Logger LOG = LoggerFactory.getLogger(ViewCache.class);

    /** The client around it. */
    interface Owner {

        /** Whether calls wait for a newer view. */
        boolean waitsForNews();

        /** Whether an address has failed lately, and is to be asked last. */
        boolean isSuspect(String address);

        void adopted(View view);
    }

    private final ClientSettings settings;
    private final Ticker ticker;
    private final Timers timers;
    private final Randomness randomness;
    private final Transport transport;
    private final Owner owner;

    private @Nullable View view;
    private boolean closed;

    private final Deque<String> toAsk = new ArrayDeque<>();
    private boolean asking;
    private boolean nothingNew;
    private long begunNanos;
    private @Nullable Cancellable rest;
    private int fruitless;

    private @Nullable View stranger;
    /** Somebody answered for the known cluster in this pass. */
    private boolean spokenFor;
    private boolean silent;
    private int silentPasses;

    ViewCache(ClientSettings settings, Ticker ticker, Timers timers, Randomness randomness,
            Transport transport,
            Owner owner) {
        this.settings = settings;
        this.ticker = ticker;
        this.timers = timers;
        this.randomness = randomness;
        this.transport = transport;
        this.owner = owner;
    }

    @Nullable
    View view() {
        return view;
    }

    /**
     * Looks for a newer view, unless that is under way already.
     *
     * @param first the address to be asked first, because it seems to know more; or null
     */
    void refresh(@Nullable String first) {
        if (asking || closed) {
            return;
        }
        long earlyNanos = nothingNew ? begunNanos + GAP_NANOS - ticker.nanos() : 0;
        if (earlyNanos <= 0) {
            begin(first);
        } else if (rest == null) {
            rest(earlyNanos);
        }
    }

    void close() {
        closed = true;
        stopRest();
    }

    private void begin(@Nullable String first) {
        stopRest();
        asking = true;
        nothingNew = true;
        begunNanos = ticker.nanos();
        stranger = null;
        spokenFor = false;
        silent = false;
        toAsk.clear();
        toAsk.addAll(addresses(first));
        askNext();
    }

    /**
     * Everybody who may know: the own backend, the members from a random one on, the seeds;
     * suspects last.
     */
    private Set<String> addresses(@Nullable String first) {
        List<String> all = new ArrayList<>();
        if (view != null && !view.members().isEmpty()) {
            int members = view.members().size();
            int start = randomness.below(members);
            for (int i = 0; i < members; i++) {
                all.add(view.members().get((start + i) % members).address());
            }
        }
        int start = randomness.below(settings.seeds().size());
        for (int i = 0; i < settings.seeds().size(); i++) {
            all.add(settings.seeds().get((start + i) % settings.seeds().size()));
        }
        Set<String> ordered = new LinkedHashSet<>();
        if (settings.near() != null) {
            ordered.add(settings.near());
        }
        if (first != null) {
            ordered.add(first);
        }
        for (String address : all) {
            if (!owner.isSuspect(address)) {
                ordered.add(address);
            }
        }
        ordered.addAll(all);
        return ordered;
    }

    private void askNext() {
        String address = toAsk.poll();
        if (address == null) {
            allAsked();
            return;
        }
        ViewRequest request = view == null ? new ViewRequest(0, 0)
                : new ViewRequest(view.cluster(), view.epoch());
        long timeoutNanos = Math.min(ASK_MAX_NANOS, ASK_MIN_NANOS << Math.min(fruitless, 8));
        transport.call(address, request, timeoutNanos, outcome -> heard(address, outcome));
    }

    private void heard(String address, Outcome outcome) {
        if (closed) {
            return;
        }
        if (outcome instanceof Answered answered && answered.reply() instanceof ViewReply reply) {
            read(address, reply);
            return;
        }
        if (outcome instanceof Transport.Failed failed
                && failed.failure() == Transport.Failure.UNKNOWN
                && isMember(address)) {
            ClientProbe.MEMBER_IS_SILENT_ABOUT_THE_VIEW.hit();
            silent = true;
        }
        askNext();
    }

    private void read(String address, ViewReply reply) {
        View heard = reply.view();
        View known = view;
        if (heard == null) {
            // Nothing newer there, or nothing at all.
            spokenForBy(address, known != null && reply.epoch() == known.epoch());
        } else if (!isUsable(heard)) {
            askNext();
        } else if (known == null
                || heard.cluster() == known.cluster() && heard.epoch() > known.epoch()) {
            adopt(heard);
        } else if (heard.cluster() == known.cluster()) {
            spokenFor = true;
            spokenForBy(address, heard.epoch() == known.epoch());
        } else {
            ClientProbe.VIEW_OF_ANOTHER_CLUSTER_HEARD.hit();
            if (stranger == null
                    || stranger.cluster() == heard.cluster() && stranger.epoch() < heard.epoch()) {
                stranger = heard;
            }
            askNext();
        }
    }

    /**
     * Ends the pass if the known view is confirmed; the own backend may be behind, so its word is
     * not enough.
     */
    private void spokenForBy(String address, boolean confirms) {
        spokenFor |= confirms;
        if (confirms && (!address.equals(settings.near()) || toAsk.isEmpty())) {
            ClientProbe.KNOWN_VIEW_CONFIRMED.hit();
            fruitless = 0;
            silentPasses = 0;
            end();
        } else {
            ClientProbe.SOMEBODY_KNOWS_NO_MORE_OR_LESS.hit();
            askNext();
        }
    }

    private void allAsked() {
        View heard = spokenFor ? null : stranger;
        silentPasses = silent && heard != null ? silentPasses + 1 : 0;
        if (heard != null && (!silent || silentPasses >= SILENT_PASSES)) {
            ClientProbe.GOES_OVER_TO_ANOTHER_CLUSTER.hit();
            LOG.warn("the cluster known so far is gone, going over to cluster {}",
                    Long.toHexString(heard.cluster()));
            adopt(heard);
            return;
        }
        ClientProbe.ALL_WERE_ASKED_IN_VAIN.hit();
        fruitless++;
        end();
    }

    private void adopt(View newer) {
        if (view == null) {
            LOG.info("found {}", newer);
        } else {
            LOG.debug("adopting {}", newer);
        }
        view = newer;
        nothingNew = false;
        fruitless = 0;
        silentPasses = 0;
        asking = false;
        owner.adopted(newer);
        if (!asking) {
            end();
        }
    }

    private void end() {
        asking = false;
        toAsk.clear();
        if (!closed && rest == null && owner.waitsForNews()) {
            long restNanos = Math.min(REST_MAX_NANOS, REST_MIN_NANOS << Math.min(fruitless, 8));
            rest(restNanos / 2 + Long.remainderUnsigned(randomness.nextLong(), restNanos / 2 + 1));
        }
    }

    private void rest(long nanos) {
        rest = timers.after(nanos, () -> {
            rest = null;
            if (!asking && owner.waitsForNews()) {
                begin(null);
            }
        });
    }

    private void stopRest() {
        if (rest != null) {
            rest.cancel();
            rest = null;
        }
    }

    private boolean isMember(String address) {
        if (view != null) {
            for (Member member : view.members()) {
                if (member.address().equals(address)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isUsable(View view) {
        return view.cluster() != 0 && view.epoch() > 0 && !view.members().isEmpty()
                && Integer.bitCount(view.chains().size()) == 1;
    }
}
