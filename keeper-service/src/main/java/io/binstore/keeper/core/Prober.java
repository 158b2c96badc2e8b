package io.binstore.keeper.core;

import io.binstore.protocol.message.HealthReply;
import io.binstore.protocol.message.HealthRequest;
import io.binstore.protocol.message.KeeperHealthReply;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.runtime.Timers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Polls the health of every backend and of every other keeper.
 *
 * <p>
 * Each is looked at once a period, spread over it; again 100 ms after a refusal, until the refusal
 * has certified all it can; and at once on a hint. While nobody leads, keepers are looked at every
 * 100 ms. Of a large cluster those whose health is known are looked at less often: whoever leads, or asks for it, renews a
 * lease at each of them once a period, and every answer and refusal of any call counts.
 */
final class Prober {

    private static final long AGAIN_NANOS = FailureDetector.REFUSAL_GAP_NANOS;
    /** A keeper looks at about so many backends a period, but at each in this many periods at least. */
    private static final int LOOKS = 100;
    private static final int PERIODS_MAX = 3;

    private final KeeperTiming timing;
    private final Courier courier;
    private final FailureDetector detector;
    private final LeadElection election;
    private final Timers timers;
    private final Runnable wake;
    private final List<Target> targets = new ArrayList<>();
    private final long healthNanos;

    /** @param wake asks for a turn of the keeper */
    Prober(KeeperSettings settings, Courier courier, FailureDetector detector,
            LeadElection election,
            Timers timers, Runnable wake) {
        this.timers = timers;
        this.wake = wake;
        this.timing = settings.timing();
        this.courier = courier;
        this.detector = detector;
        this.election = election;
        healthNanos = timing.pollNanos()
                * Math.clamp(settings.backends().size() / LOOKS, 1, PERIODS_MAX);
        for (String address : settings.backends()) {
            targets.add(new Target(address, -1));
        }
        for (int keeper = 0; keeper < settings.keepers().size(); keeper++) {
            if (keeper != settings.index()) {
                targets.add(new Target(settings.keepers().get(keeper), keeper));
            }
        }
    }

    /** Looks at everybody at once, and from then on in turn. */
    void start(long nowNanos) {
        for (int i = 0; i < targets.size(); i++) {
            Target target = targets.get(i);
            look(target);
            target.lookedNanos = nowNanos;
            target.nextNanos = nowNanos + period(target) * (i + 1) / targets.size();
        }
    }

    /** One turn. @param leaderless whether no lead is known */
    void turn(long nowNanos, boolean leaderless) {
        for (Target target : targets) {
            if (target.mayLook(detector) && due(target, nowNanos, leaderless)) {
                target.looked(nowNanos, period(target));
                look(target);
            }
        }
    }

    private boolean due(Target target, long nowNanos, boolean leaderless) {
        long sinceNanos = nowNanos - target.lookedNanos;
        if (target.keeper >= 0) {
            return nowNanos >= target.nextNanos
                    || leaderless && sinceNanos >= AGAIN_NANOS;
        }
        return nowNanos >= target.nextNanos
                || healthNanos > timing.pollNanos() && sinceNanos >= timing.pollNanos()
                        && (detector.needsSecondLook(target.address) || target
                                .isNews(detector.standing(target.address, nowNanos).incarnation()));
    }

    private long period(Target target) {
        return target.keeper < 0 ? healthNanos : timing.pollNanos();
    }

    /** Somebody has a reason to look at this address. */
    void hint(String address) {
        for (Target target : targets) {
            if (target.address.equals(address) && target.underWay < 2) {
                look(target);
            }
        }
    }

    /** The last health answer of a backend, or null. */
    @Nullable
    HealthReply health(int backend) {
        return targets.get(backend).health;
    }

    /** The last health answer of a backend if none, or one at most, has been missed since, or null. */
    @Nullable
    HealthReply healthLately(int backend, long nowNanos) {
        Target target = targets.get(backend);
        return target.healthSent >= nowNanos - 2 * healthNanos ? target.health : null;
    }

    /** Whether this incarnation is known to have joined another cluster: it will be in no other. */
    boolean isElsewhere(Member member, long cluster) {
        HealthReply health = targets.get(member.index()).health;
        return health != null && health.incarnation() == member.incarnation()
                && health.cluster() != 0 && health.cluster() != cluster;
    }

    /** Whether somebody that is not known to be dead has joined this cluster. */
    boolean sawMember(long cluster) {
        for (Target target : targets) {
            HealthReply health = target.health;
            if (health != null && health.cluster() != 0 && health.cluster() == cluster
                    && !detector.dead(health.incarnation())) {
                return true;
            }
        }
        return false;
    }

    /** Whether every other keeper has been asked and what came of it is known. */
    boolean sawAllKeepers() {
        for (Target target : targets) {
            if (target.keeper >= 0 && !target.seen) {
                return false;
            }
        }
        return true;
    }

    private void look(Target target) {
        target.underWay++;
        courier.call(target.address, new HealthRequest(), timing.pollTimeoutNanos(), answer -> {
            target.underWay--;
            target.seen = true;
            switch (answer.reply()) {
                case HealthReply health when target.keeper < 0 ->
                        target.heard(health, answer.sentNanos());
                case KeeperHealthReply health when target.keeper == health.index() ->
                        election.heard(health,
                                answer.sentNanos());
                case null, default -> {
                }
            }
            if (answer.refused() && detector.needsSecondLook(target.address)) {
                target.nextNanos = Math.min(target.nextNanos, answer.sentNanos() + AGAIN_NANOS);
                timers.after(AGAIN_NANOS, wake);
            }
        });
    }

    /** One process to look at. */
    private static final class Target {

        private final String address;
        /** The index of a keeper, -1 for a backend. */
        private final int keeper;
        private long nextNanos;
        private long lookedNanos;
        private int underWay;
        private boolean seen;
        private @Nullable HealthReply health;
        private long healthSent = Long.MIN_VALUE;

        Target(String address, int keeper) {
            this.address = address;
            this.keeper = keeper;
        }

        /** Keeps the moment within the period, by which looks are spread. */
        void looked(long nowNanos, long periodNanos) {
            lookedNanos = nowNanos;
            if (nextNanos <= nowNanos) {
                nextNanos += ((nowNanos - nextNanos) / periodNanos + 1) * periodNanos;
            }
        }

        /** A look that hangs does not keep a refusal from being confirmed. */
        boolean mayLook(FailureDetector detector) {
            return underWay == 0 || underWay == 1 && detector.needsSecondLook(address);
        }

        /** Whether somebody answers here whose health has not been seen yet. */
        boolean isNews(long incarnation) {
            return incarnation != 0 && (health == null || health.incarnation() != incarnation);
        }

        void heard(HealthReply answer, long sentNanos) {
            if (sentNanos >= healthSent) {
                health = answer;
                healthSent = sentNanos;
            }
        }
    }
}
