package io.binstore.keeper.core;

import io.binstore.protocol.message.HealthReply;
import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes reports of what the tables of a keeper hold. */
final class Reporter {

    private final KeeperSettings settings;
    private final FailureDetector detector;
    private final Prober prober;
    private final StatusBook status;
    private final KnownView known;

    Reporter(KeeperSettings settings, FailureDetector detector, Prober prober, StatusBook status,
            KnownView known) {
        this.settings = settings;
        this.detector = detector;
        this.prober = prober;
        this.status = status;
        this.known = known;
    }

    List<KeeperReport.KeeperState> keepers(KeeperReport.@Nullable Lead lead, long nowNanos) {
        List<KeeperReport.KeeperState> states = new ArrayList<>();
        for (int index = 0; index < settings.keepers().size(); index++) {
            String address = settings.keepers().get(index);
            boolean answers =
                    index == settings.index() || detector.standing(address, nowNanos).answering();
            KeeperReport.KeeperState.Role role = lead != null && lead.index() == index
                    ? KeeperReport.KeeperState.Role.LEAD
                    : answers ? KeeperReport.KeeperState.Role.STANDBY
                            : KeeperReport.KeeperState.Role.DOWN;
            states.add(new KeeperReport.KeeperState(index, address, role));
        }
        return states;
    }

    List<KeeperReport.BackendState> backends(long nowNanos) {
        View view = known.view();
        int count = settings.backends().size();
        int[] heads = new int[count];
        int[] replicas = new int[count];
        int[] learners = new int[count];
        for (Chain chain : view == null ? List.<Chain>of() : view.chains()) {
            for (int i = 0; i < chain.replicas().size(); i++) {
                count(i == 0 ? heads : null, chain.replicas().get(i).member());
                count(replicas, chain.replicas().get(i).member());
            }
            chain.learners().forEach(learner -> count(learners, learner));
        }
        List<KeeperReport.BackendState> states = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            HealthReply health = prober.health(index);
            Standing standing = detector.standing(settings.backends().get(index), nowNanos);
            states.add(new KeeperReport.BackendState(index, settings.backends().get(index),
                    health == null ? 0 : health.incarnation(),
                    condition(view, index, standing, health), heads[index],
                    replicas[index], learners[index], health == null ? 0 : health.bytes(),
                    health == null ? 0 : health.bytesLimit()));
        }
        return states;
    }

    KeeperReport.Redundancy redundancy() {
        View view = known.view();
        Integer[] counts = new Integer[settings.replicas() + 1];
        Arrays.fill(counts, 0);
        int total = view == null ? 0 : view.chains().size();
        for (int partition = 0; view != null && partition < total; partition++) {
            counts[Math.min(settings.replicas(), status.complete(view, partition).size())]++;
        }
        return new KeeperReport.Redundancy(total, settings.replicas(), List.of(counts));
    }

    private static KeeperReport.BackendState.Condition condition(@Nullable View view, int index,
            Standing standing,
            @Nullable HealthReply health) {
        Member member = view == null ? null : view.member(index);
        if (standing.absent()) {
            return KeeperReport.BackendState.Condition.DOWN;
        }
        if (health == null) {
            return KeeperReport.BackendState.Condition.UNKNOWN;
        }
        if (!standing.answering()) {
            return KeeperReport.BackendState.Condition.SILENT;
        }
        if (health.state() == HealthReply.State.LEAVING) {
            return KeeperReport.BackendState.Condition.LEAVING;
        }
        return member != null && member.incarnation() == health.incarnation()
                ? KeeperReport.BackendState.Condition.MEMBER
                : KeeperReport.BackendState.Condition.FRESH;
    }

    private static void count(int @Nullable [] counts, int index) {
        if (counts != null && index < counts.length) {
            counts[index]++;
        }
    }
}
