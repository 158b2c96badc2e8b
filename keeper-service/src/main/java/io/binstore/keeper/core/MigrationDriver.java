package io.binstore.keeper.core;

import io.binstore.protocol.message.Addressee;
import io.binstore.protocol.message.MigrateReply;
import io.binstore.protocol.message.MigrateRequest;
import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Has learners filled (protocol, section 7): orders each to pull from the tail, asks every 100 ms
 * how it goes, and less often where hundreds of backends are filled at once.
 *
 * <p>
 * Per learner of a partition:
 *
 * <pre>
 * none     the view lists the learner                  -> ordered, named by epoch and term
 * ordered  it reports ready for this very order        -> ready
 * either   another tail, or another incarnation of it  -> ordered afresh
 * any      the view lists the learner no more          -> none
 * </pre>
 */
final class MigrationDriver {

    private static final long AGAIN_NANOS_MIN = 100_000_000L;
    private static final long AGAIN_NANOS_PER_LEARNER = 2_000_000L;

    private final long term;
    private final Courier courier;
    private final Map<Integer, Map<Integer, Migration>> byLearner = new TreeMap<>();
    private final Map<Integer, Attempt> attempts = new TreeMap<>();
    private @Nullable View aligned;
    private long changes;

    MigrationDriver(long term, Courier courier) {
        this.term = term;
        this.courier = courier;
    }

    /** Brings the orders in line with the view, and sends those that are due. */
    void turn(View base, Deaths deaths, ViewChange views, long nowNanos) {
        align(base);
        for (Map.Entry<Integer, Map<Integer, Migration>> entry : byLearner.entrySet()) {
            Member learner = base.member(entry.getKey());
            Attempt attempt = attempts.computeIfAbsent(entry.getKey(), index -> new Attempt());
            if (learner != null && !entry.getValue().isEmpty()
                    && !deaths.dead(learner.incarnation())
                    && views.activeAt(learner) == base.epoch() && attempt.due(nowNanos)) {
                order(base, learner, entry.getValue(), attempt);
            }
        }
    }

    boolean ready(int partition, int learner) {
        Migration migration = byLearner.getOrDefault(learner, Map.of()).get(partition);
        return migration != null && migration.progress != null && migration.progress.ready();
    }

    /** Rises whenever another learner is ready. */
    long changes() {
        return changes;
    }

    /** An estimate of what still has to be moved. */
    long bytesLeft() {
        long left = 0;
        for (Map<Integer, Migration> migrations : byLearner.values()) {
            for (Migration migration : migrations.values()) {
                left += migration.progress == null ? 0 : migration.progress.bytesLeft();
            }
        }
        return left;
    }

    private void align(View base) {
        if (base == aligned) {
            return;
        }
        aligned = base;
        for (Map.Entry<Integer, Map<Integer, Migration>> entry : byLearner.entrySet()) {
            entry.getValue().keySet().removeIf(partition -> partition >= base.chains().size()
                    || !base.chains().get(partition).learners().contains(entry.getKey()));
        }
        for (int partition = 0; partition < base.chains().size(); partition++) {
            Chain chain = base.chains().get(partition);
            for (int learner : chain.learners()) {
                alignOne(base, partition, chain, learner);
            }
        }
    }

    private void alignOne(View base, int partition, Chain chain, int learner) {
        Member target = base.member(learner);
        Member source = chain.replicas().isEmpty() ? null : base.member(chain.tail());
        if (target == null || source == null) {
            return;
        }
        Map<Integer, Migration> migrations =
                byLearner.computeIfAbsent(learner, index -> new TreeMap<>());
        Migration present = migrations.get(partition);
        if (present == null || !present.source.equals(source)
                || present.target != target.incarnation()) {
            if (present != null) {
                KeeperProbe.LEARNER_ORDERED_AFRESH.hit();
            }
            migrations.put(partition,
                    new Migration(new MigrateRequest.Order(partition, source.index(), base.epoch(),
                            term), source, target.incarnation()));
            attempts.computeIfAbsent(learner, index -> new Attempt()).hurry();
        }
    }

    private void order(View base, Member learner, Map<Integer, Migration> migrations,
            Attempt attempt) {
        List<MigrateRequest.Order> orders = new ArrayList<>();
        migrations.values().forEach(migration -> orders.add(migration.order));
        MigrateRequest request =
                new MigrateRequest(new Addressee(base.cluster(), learner.incarnation()), term,
                        base.epoch(), orders);
        courier.call(learner.address(), request, attempt.begin(), answer -> {
            long again = answer.sentNanos() + pauseNanos();
            if (answer.reply() instanceof MigrateReply reply) {
                attempt.answered(again);
                reply.progress().forEach(progress -> take(learner, progress));
            } else {
                (answer.reply() == null ? KeeperProbe.ORDERS_NOT_ANSWERED
                        : KeeperProbe.ORDERS_REJECTED).hit();
                attempt.failed(again);
            }
        });
    }

    private long pauseNanos() {
        long filled = byLearner.values().stream().filter(orders -> !orders.isEmpty()).count();
        return Math.max(AGAIN_NANOS_MIN, AGAIN_NANOS_PER_LEARNER * filled);
    }

    /**
     * Only what is about the order given counts: an older report may be about state that is no
     * more.
     */
    private void take(Member learner, MigrateReply.Progress progress) {
        Migration migration =
                byLearner.getOrDefault(learner.index(), Map.of()).get(progress.partition());
        if (migration != null && migration.target == learner.incarnation()
                && migration.order.epoch() == progress.epoch()
                && migration.order.term() == progress.term()) {
            if (progress.ready() && (migration.progress == null || !migration.progress.ready())) {
                KeeperProbe.LEARNER_IS_READY.hit();
                changes++;
            }
            migration.progress = progress;
        } else {
            KeeperProbe.PROGRESS_OF_AN_OLDER_ORDER.hit();
        }
    }

    /** One learner of one partition. */
    private static final class Migration {

        private final MigrateRequest.Order order;
        private final Member source;
        private final long target;
        private MigrateReply.@Nullable Progress progress;

        Migration(MigrateRequest.Order order, Member source, long target) {
            this.order = order;
            this.source = source;
            this.target = target;
        }
    }
}
