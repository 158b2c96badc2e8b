package io.binstore.keeper.core;

import io.binstore.protocol.message.Acknowledged;
import io.binstore.protocol.message.Addressee;
import io.binstore.protocol.message.BackendRequest;
import io.binstore.protocol.message.DrainRequest;
import io.binstore.protocol.message.HealthReply;
import io.binstore.protocol.message.HealthRequest;
import io.binstore.protocol.message.HintRequest;
import io.binstore.protocol.message.KeeperHealthReply;
import io.binstore.protocol.message.LeaveRequest;
import io.binstore.protocol.message.Rejected;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.message.Request;
import io.binstore.protocol.model.View;
import io.binstore.protocol.runtime.Bound;
import io.binstore.protocol.runtime.Randomness;
import io.binstore.protocol.runtime.Ticker;
import io.binstore.protocol.runtime.Timers;
import io.binstore.protocol.runtime.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A keeper: observes, decides and acts, once per turn. All methods run on its loop.
 *
 * <p>
 * A turn follows every event that may matter, many at once sharing one, and comes every 100 ms in
 * any case.
 *
 * <pre>
 * STANDBY       nobody has led for its time of waiting                -> under a term ({@link Reign})
 * under a term  the term is over                                      -> STANDBY
 * under a term  the term is over, and it still has a quorum's leases
 *               and no rival that leads by another quorum             -> under a higher term
 * </pre>
 */
public final class Keeper {

    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
    private static final long TICK_NANOS = 100_000_000L;
    /**
     * Between two turns, per backend: a turn looks at all of them, and in a large cluster many
     * answers share one.
     */
    private static final long TURN_SPACING_NANOS = 20_000L;
    /** A keeper that does not ask for the lead has less to react to, and takes fewer turns. */
    private static final long STANDBY_SPACINGS = 5;
    /** The part of a {@link #sketch} that says that it leads. */
    public static final long SKETCH_LEADS = 8;
    private static final long BLOCKED_NANOS = 2_000_000_000L;

    private final KeeperSettings settings;
    private final Ticker ticker;
    private final Timers timers;
    private final Randomness randomness;
    private final long id;
    private final Chronicle chronicle;
    private final FailureDetector detector;
    private final LeadElection election;
    private final KnownView known;
    private final Courier courier;
    private final Prober prober;
    private final StatusBook status;
    private final ViewFetcher fetcher;
    private final ClockSync clock;
    private final Reporter reporter;
    private final Map<Integer, Long> foreigners = new TreeMap<>();
    private @Nullable Reign reign;
    private KeeperReport.@Nullable Lead lead;
    private @Nullable String blockedBy;
    private boolean turnWaits;
    private long turnNanos;

    public Keeper(KeeperSettings settings, Ticker ticker, Timers timers, Randomness randomness,
            Transport transport) {
        this.settings = settings;
        this.ticker = ticker;
        this.timers = timers;
        this.randomness = randomness;
        KeeperTiming timing = settings.timing();
        id = randomness.positive();
        chronicle = new Chronicle(ticker);
        detector = new FailureDetector(settings.refusedMeansDead(), timing.silenceNanos(),
                chronicle::died);
        election = new LeadElection(settings.index(), id, settings.startRound(), timing, detector);
        known = new KnownView(this::viewChanged);
        courier = new Courier(ticker, randomness, transport, detector, this::wake);
        prober = new Prober(settings, courier, detector, election, timers, this::wake);
        status = new StatusBook(timing, courier, known, chronicle);
        fetcher = new ViewFetcher(settings.backends(), courier, prober, known);
        clock = new ClockSync(timing.renewNanos(), courier);
        reporter = new Reporter(settings, detector, prober, status, known);
    }

    /** Begins to look around; called once. */
    public void start() {
        prober.start(ticker.nanos());
        tick();
    }

    /** Answers a request from outside, exactly once, perhaps before it returns. */
    public void handle(Request request, Consumer<Reply> then) {
        switch (request) {
            case HintRequest hint -> {
                prober.hint(hint.address());
                then.accept(new Acknowledged());
            }
            case DrainRequest drain -> drain(drain, then);
            case HealthRequest health -> then.accept(new KeeperHealthReply(settings.index(), id,
                    leads(ticker.nanos()), reign == null ? 0 : reign.candidate().term(),
                    known.epoch()));
            case BackendRequest other ->
                    then.accept(rejected(Rejected.Reason.INVALID, "this is a keeper"));
        }
    }

    /** Tells the backend itself, and asks it first who it is: whoever leads sees the rest in the health of that backend. */
    private void drain(DrainRequest request, Consumer<Reply> then) {
        String backend = request.backend();
        if (!settings.backends().contains(backend)) {
            then.accept(rejected(Rejected.Reason.INVALID,
                    backend + " is no backend of this cluster"));
            return;
        }
        long timeout = settings.timing().pollTimeoutNanos();
        courier.call(backend, new HealthRequest(), timeout, asked -> {
            if (asked.reply() instanceof HealthReply health) {
                KeeperProbe.DRAIN_PASSED_ON.hit();
                courier.call(backend,
                        new LeaveRequest(new Addressee(0, health.incarnation()), request.drain(),
                                health.orders()),
                        timeout, told -> then.accept(told.reply() instanceof Acknowledged done
                                ? done
                                : unavailable(backend)));
            } else {
                then.accept(unavailable(backend));
            }
        });
    }

    private Rejected unavailable(String backend) {
        return rejected(Rejected.Reason.BUSY, backend + " does not answer, or runs no more");
    }

    private Rejected rejected(Rejected.Reason reason, String detail) {
        return new Rejected(reason, 0, known.cluster(), known.epoch(), detail);
    }

    /** What this keeper knows now. */
    public KeeperReport report() {
        long now = ticker.nanos();
        Reign present = reign;
        View view = known.view();
        int running = view == null ? 0
                : view.chains().stream().mapToInt(chain -> chain.learners().size()).sum();
        long bytesLeft = present == null ? 0 : present.migrations().bytesLeft();
        return new KeeperReport(now, settings.index(), id, lead, view, reporter.keepers(lead, now),
                reporter.backends(now), reporter.redundancy(),
                new KeeperReport.Migrations(running, chronicle.migrated(), bytesLeft),
                (view == null ? 0 : view.lost()) + chronicle.lostPartitions(), chronicle.events());
    }

    /** One partition with its history, or null if there is no view or no such partition. */
    public @Nullable PartitionReport partition(int partition) {
        View view = known.view();
        if (view == null || partition < 0 || partition >= view.chains().size()) {
            return null;
        }
        return new PartitionReport(partition, view.chains().get(partition),
                status.complete(view, partition),
                chronicle.history(partition));
    }

    /** How full every queue and table is (I11). */
    public List<Bound> bounds() {
        List<Bound> bounds = new ArrayList<>();
        chronicle.bounds(bounds);
        detector.bounds(bounds, settings.backends().size() + settings.keepers().size());
        election.bounds(bounds);
        View view = known.view();
        bounds.add(new Bound("dead members in the view", view == null ? 0 : view.dead().size(),
                View.DEAD_MAX));
        return bounds;
    }

    /** The epoch of the newest view known, 0 without one. */
    public long epoch() {
        return known.epoch();
    }

    /** A coarse picture of it, for counting the states that simulations meet. */
    public long sketch() {
        long picture = (lead == null ? 0 : 1) | (known.extinct() == null ? 0 : 2);
        Reign present = reign;
        return present == null ? picture
                : picture | 4 | present.sketch(ticker.nanos()) * SKETCH_LEADS;
    }

    private void tick() {
        timers.after(TICK_NANOS, this::tick);
        turn();
    }

    /** Asks for a turn; several wishes share one. */
    private void wake() {
        if (!turnWaits) {
            turnWaits = true;
            long spacing = TURN_SPACING_NANOS * settings.backends().size()
                    * (reign == null ? STANDBY_SPACINGS : 1);
            timers.after(Math.max(0, turnNanos + spacing - ticker.nanos()), () -> {
                turnWaits = false;
                turn();
            });
        }
    }

    private void turn() {
        long now = ticker.nanos();
        turnNanos = now;
        known.forgetIfExtinct(member -> detector.dead(member.incarnation())
                || prober.isElsewhere(member, known.cluster())
                || reign != null && reign.outlives(member));
        prober.turn(now, !leads(now) && election.believed(now) == null);
        fetcher.turn(now, detector);
        if (reign == null && prober.sawAllKeepers() && election.shouldAsk(now, ahead(now))) {
            begin(now, new LeadLeases());
        }
        Reign present = reign;
        if (present != null) {
            present.turn(now, randomness.positive());
            Deposed over = present.over(now);
            if (over != null && present.leads(now) && !hasRival(now)) {
                // A few voted for another that asked: whoever has the leases of a quorum asks all of them anew.
                KeeperProbe.LEAD_TAKES_A_HIGHER_TERM.hit();
                begin(now, present.leases());
                wake();
            } else if (over != null) {
                end(present, over, now);
            }
        }
        boolean leading = leads(now);
        status.turn(now, leading, detector);
        View view = known.view();
        if (leading && view != null && present != null && present.ready()) {
            clock.turn(view, detector, now);
        }
        notice(now);
    }

    private boolean leads(long nowNanos) {
        return reign != null && reign.leads(nowNanos);
    }

    /**
     * Whether another keeper has said, since this one leads, that it does too. That can be while nobody has adopted the view
     * that one of them leads by: all but a few who voted for it may have died, and the others are about to found a cluster.
     */
    private boolean hasRival(long nowNanos) {
        KeeperReport.Lead own = lead;
        boolean rival = own != null && own.id() == id && !prober.sawMember(known.cluster())
                && election.anotherLeads(own.sinceNanos(), nowNanos);
        if (rival) {
            KeeperProbe.TWO_LEAD_BY_DIFFERENT_VOTERS.hit();
        }
        return rival;
    }

    private void begin(long nowNanos, LeadLeases leases) {
        Candidate candidate = new Candidate(settings.index(), id, election.takeTerm(), nowNanos);
        LOG.info("keeper {} asks for term {}", settings.index(), candidate.term());
        reign = new Reign(candidate, settings, courier, detector, election, known, prober, status,
                leases);
    }

    private void end(Reign over, Deposed why, long nowNanos) {
        KeeperProbe.TERM_GIVEN_UP.hit();
        LOG.info("keeper {} gives up term {}: {}", settings.index(), over.candidate().term(),
                why.why());
        reign = null;
        election.standBack(why, over.wasStable(), randomness.positive(), nowNanos);
    }

    /** How many keepers of lower index may be there to ask for the lead first. */
    private int ahead(long nowNanos) {
        int ahead = 0;
        for (int index = 0; index < settings.index(); index++) {
            if (!detector.standing(settings.keepers().get(index), nowNanos).absent()) {
                ahead++;
            }
        }
        return ahead;
    }

    private void viewChanged(@Nullable View before, @Nullable View after) {
        chronicle.changed(before, after);
        status.hurry();
        if (after == null) {
            // What was proposed under this term belongs to a cluster that is no more.
            if (reign != null) {
                KeeperProbe.CLUSTER_DIES_UNDER_A_TERM.hit();
                end(reign, new Deposed("all members are gone", 0), ticker.nanos());
            }
            return;
        }
        long now = ticker.nanos();
        after.members()
                .forEach(member -> detector.learn(member.address(), member.incarnation(), now));
        wake();
    }

    /** Notes who leads, whom founding waits for, and who belongs to another cluster. */
    private void notice(long nowNanos) {
        KeeperReport.Lead next = whoLeads(nowNanos);
        if ((next == null ? 0 : next.id()) != (lead == null ? 0 : lead.id())) {
            chronicle.add(Event.Kind.LEAD_CHANGED,
                    next == null ? "cluster" : settings.keepers().get(next.index()),
                    next == null ? "nobody leads" : "keeper " + next.index() + " leads");
        }
        lead = next;
        Reign present = reign;
        if (present != null && nowNanos - present.candidate().sinceNanos() > BLOCKED_NANOS) {
            String blocking = present.foundingBlockedBy(nowNanos);
            if (blocking != null && !blocking.equals(blockedBy)) {
                KeeperProbe.FOUNDING_BLOCKED_FOR_LONG.hit();
                chronicle.add(Event.Kind.FOUNDING_BLOCKED, blocking, "does not answer");
            }
            blockedBy = blocking;
        }
        for (int index = 0; index < settings.backends().size(); index++) {
            HealthReply health = prober.health(index);
            if (health != null && known.foreign(health.cluster())
                    && !Long.valueOf(health.cluster())
                            .equals(foreigners.put(index, health.cluster()))) {
                chronicle.add(Event.Kind.FOREIGN_CLUSTER, settings.backends().get(index),
                        "belongs to cluster " + Long.toHexString(health.cluster()));
            }
        }
    }

    private KeeperReport.@Nullable Lead whoLeads(long nowNanos) {
        Reign present = reign;
        KeeperReport.Lead before = lead;
        if (present != null && present.leads(nowNanos)) {
            Candidate own = present.candidate();
            long since = before != null && before.id() == id ? before.sinceNanos() : nowNanos;
            return new KeeperReport.Lead(own.index(), id, own.term(), since);
        }
        LeadElection.Believed other = election.believed(nowNanos);
        return other == null
                ? null
                : new KeeperReport.Lead(other.index(), other.id(), other.term(),
                        other.sinceNanos());
    }
}
