package io.binstore.keeper.core;

import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.View;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Everything a keeper does under one term, from asking for it to being deposed.
 *
 * <pre>
 * ASKING   a quorum of the newest view's members grants, or,
 *          where there is no view, most reachable backends do  -> LEADING
 * LEADING  a lease time without such a quorum                  -> ASKING
 * ASKING   another says it leads, or asks under a higher term -> over
 * ASKING   for long, and other keepers may reach more          -> over
 * any      a backend has promised a higher term                -> over
 * any      the first view under way can never be chosen        -> over
 * </pre>
 */
final class Reign {

    private final Candidate candidate;
    private final KeeperSettings settings;
    private final FailureDetector detector;
    private final LeadElection election;
    private final KnownView known;
    private final StatusBook status;
    private final Observer observer;
    private final ViewPlanner planner;
    private final LeadLeases leases;
    private final Ballot ballot;
    private final ViewChange views;
    private final MigrationDriver migrations;
    private @Nullable Inputs planned;
    /** When it last led, or began to ask. */
    private long ledNanos;
    private long firstLedNanos;
    private boolean led;

    Reign(Candidate candidate, KeeperSettings settings, Courier courier, FailureDetector detector,
            LeadElection election,
            KnownView known, Prober prober, StatusBook status, LeadLeases leases) {
        this.leases = leases;
        this.candidate = candidate;
        this.settings = settings;
        this.detector = detector;
        this.election = election;
        this.known = known;
        this.status = status;
        this.observer = new Observer(settings, detector, prober, status, known);
        this.planner = new ViewPlanner(settings.replicas());
        this.ballot = new Ballot(settings, candidate, courier, detector, election, known,
                leases);
        this.views = new ViewChange(candidate, settings, courier, detector, known, ballot, prober);
        this.migrations = new MigrationDriver(candidate.term(), courier);
        this.ledNanos = candidate.sinceNanos();
    }

    Candidate candidate() {
        return candidate;
    }

    LeadLeases leases() {
        return leases;
    }

    MigrationDriver migrations() {
        return migrations;
    }

    /** One turn. @param newCluster the id for a cluster that may have to be founded */
    void turn(long nowNanos, long newCluster) {
        ballot.turn(nowNanos);
        if (over(nowNanos) == null) {
            views.turn(nowNanos, newCluster, base -> plan(base, nowNanos));
            View base = known.view();
            if (views.ready() && base != null) {
                migrations.turn(base, detector, views, nowNanos);
            }
        }
    }

    /** Why this term is over, or null. */
    @Nullable
    Deposed over(long nowNanos) {
        Deposed deposed = ballot.deposed();
        if (deposed != null) {
            return deposed;
        }
        if (views.hopeless()) {
            KeeperProbe.FOUNDING_MEMBER_DIED.hit();
            return new Deposed("a founding member died", 0);
        }
        if (leads(nowNanos)) {
            ledNanos = nowNanos;
            if (!led) {
                led = true;
                firstLedNanos = nowNanos;
            }
            return null;
        }
        LeadElection.Believed other = election.believed(nowNanos);
        // A lease alone may be what an earlier term left behind: it runs out while this one asks.
        if (other != null && other.term() > 0) {
            KeeperProbe.ANOTHER_LEADS_WHILE_ASKING.hit();
            return new Deposed("keeper " + other.index() + " leads", 0);
        }
        if (election.outbid(candidate.term(), nowNanos)) {
            return new Deposed("another keeper asks under a higher term", 0);
        }
        boolean patient = settings.keepers().size() == 1
                || nowNanos - ledNanos < settings.timing().leaseNanos()
                        + settings.timing().renewNanos();
        if (patient) {
            return null;
        }
        KeeperProbe.NO_QUORUM_FOR_LONG.hit();
        return new Deposed("no quorum", settings.timing().leaseNanos());
    }

    /** Whether this keeper holds the lead: a quorum renewed its lease lately. */
    boolean leads(long nowNanos) {
        long since = nowNanos - settings.timing().leaseNanos();
        if (known.view() != null) {
            return views.holdsQuorum(leases.since(since));
        }
        int granted = 0;
        int present = 0;
        for (int index = 0; index < settings.backends().size(); index++) {
            if (leases.since(index, since)) {
                granted++;
            }
            if (!detector.standing(settings.backends().get(index), nowNanos).absent()) {
                present++;
            }
        }
        return 2 * granted > present;
    }

    /** Whether a member of the known view holds nothing of it, as there is another cluster by now. */
    boolean outlives(Member member) {
        boolean outlives = ballot.outlives(member);
        if (outlives) {
            KeeperProbe.MEMBER_WITHOUT_A_VIEW_OUTLIVES_ITS_CLUSTER.hit();
        }
        return outlives;
    }

    /** A coarse picture of it. */
    long sketch(long nowNanos) {
        return (leads(nowNanos) ? 1 : 0) | (views.ready() ? 2 : 0) | (views.proposing() ? 4 : 0);
    }

    /** Whether the known view is settled under this term. */
    boolean ready() {
        return views.ready();
    }

    /** Whether it led for as long as a lease lasts: somebody who is deposed before that was one of several that asked. */
    boolean wasStable() {
        return led && ledNanos - firstLedNanos >= settings.timing().leaseNanos();
    }

    @Nullable
    String foundingBlockedBy(long nowNanos) {
        return views.foundingBlockedBy(nowNanos);
    }

    /** Plans only when something that matters has changed. */
    private @Nullable View plan(View base, long nowNanos) {
        Situation situation = observer.observe(base, migrations, views, nowNanos);
        Inputs inputs = new Inputs(base.epoch(), situation.dead(), situation.silent(),
                situation.doubtful(), situation.leaving(), situation.accusers(),
                situation.fresh(), status.changes(), migrations.changes(), situation.calm());
        if (inputs.equals(planned)) {
            return null;
        }
        planned = inputs;
        return planner.next(situation);
    }

    /** What the last plan was made from. */
    private record Inputs(long epoch, SortedSet<Integer> dead, SortedSet<Integer> silent,
            SortedSet<Integer> doubtful, SortedSet<Integer> leaving,
            SortedMap<Integer, SortedSet<Integer>> accusers, List<Member> fresh, long statusChanges,
            long migrationChanges,
            boolean calm) {
    }
}
