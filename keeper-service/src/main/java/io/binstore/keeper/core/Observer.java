package io.binstore.keeper.core;

import io.binstore.protocol.message.HealthReply;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.View;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Puts together what a lead's planner decides from. */
final class Observer {

    /** How long after a view the next change that can wait is made. */
    private static final long CALM_NANOS = 100_000_000L;

    private final KeeperSettings settings;
    private final FailureDetector detector;
    private final Prober prober;
    private final StatusBook status;
    private final KnownView known;
    private final JoinPace pace = new JoinPace();

    Observer(KeeperSettings settings, FailureDetector detector, Prober prober, StatusBook status,
            KnownView known) {
        this.settings = settings;
        this.detector = detector;
        this.prober = prober;
        this.status = status;
        this.known = known;
    }

    Situation observe(View base, MigrationDriver migrations, ViewChange views, long nowNanos) {
        SortedSet<Integer> dead = new TreeSet<>();
        SortedSet<Integer> silent = new TreeSet<>();
        SortedSet<Integer> doubtful = new TreeSet<>();
        SortedSet<Integer> leaving = new TreeSet<>();
        SortedMap<Integer, SortedSet<Integer>> accusers = new TreeMap<>();
        boolean everywhere = true;
        for (Member member : base.members()) {
            Standing standing = detector.standing(member.address(), nowNanos);
            if (detector.dead(member.incarnation())) {
                dead.add(member.index());
            } else if (standing.silent()) {
                KeeperProbe.MEMBER_IS_SILENT.hit();
                silent.add(member.index());
                doubtful.add(member.index());
            } else if (!standing.up() || standing.incarnation() != member.incarnation()) {
                KeeperProbe.MEMBER_IS_DOUBTFUL.hit();
                doubtful.add(member.index());
            } else {
                hear(member, leaving, accusers);
                everywhere &= views.activeAt(member) >= base.epoch();
            }
        }
        boolean calm = everywhere && nowNanos - known.sinceNanos() >= CALM_NANOS;
        return new Situation(base, dead, silent, doubtful, leaving, accusers,
                fresh(base, accusers, nowNanos),
                reports(base, migrations), calm);
    }

    /** What a member that answers says about itself and the others. */
    private void hear(Member member, SortedSet<Integer> leaving,
            SortedMap<Integer, SortedSet<Integer>> accusers) {
        HealthReply health = prober.health(member.index());
        if (health == null || health.incarnation() != member.incarnation()) {
            return;
        }
        if (health.state() == HealthReply.State.LEAVING) {
            leaving.add(member.index());
        }
        for (int accused : health.unreachable()) {
            accusers.computeIfAbsent(accused, index -> new TreeSet<>()).add(member.index());
        }
    }

    /** Whom a member cannot reach would not get far as a replica: it waits until the cut has healed. */
    private List<Member> fresh(View base, SortedMap<Integer, SortedSet<Integer>> accusers,
            long nowNanos) {
        List<Member> fresh = new ArrayList<>();
        pace.notice(base, nowNanos);
        for (int index = 0; index < settings.backends().size(); index++) {
            String address = settings.backends().get(index);
            Standing standing = detector.standing(address, nowNanos);
            HealthReply health =
                    prober.healthLately(index, nowNanos);
            if (health != null && standing.up() && health.state() == HealthReply.State.FRESH
                    && health.incarnation() == standing.incarnation()
                    && !base.contains(index, health.incarnation())) {
                if (accusers.containsKey(index)) {
                    KeeperProbe.FRESH_BACKEND_IS_OUT_OF_REACH_OF_A_MEMBER.hit();
                } else if (!pace.admits(index, base, nowNanos)) {
                    KeeperProbe.FRESH_BACKEND_WAITS_FOR_OTHERS.hit();
                } else {
                    fresh.add(new Member(index, address, health.incarnation()));
                }
            }
        }
        return fresh;
    }

    private Situation.Reports reports(View base, MigrationDriver migrations) {
        return new Situation.Reports() {
            @Override
            public boolean complete(int partition, int member) {
                return status.complete(base, partition, member);
            }

            @Override
            public boolean ready(int partition, int learner) {
                return migrations.ready(partition, learner);
            }
        };
    }
}
