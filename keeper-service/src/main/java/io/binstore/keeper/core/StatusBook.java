package io.binstore.keeper.core;

import io.binstore.protocol.message.Addressee;
import io.binstore.protocol.message.StatusReply;
import io.binstore.protocol.message.StatusRequest;
import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.View;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What members last said about their replicas. Members are asked once a period after a view change,
 * and by a lead again and again, until all their replicas are complete; then now and then.
 */
final class StatusBook {

    private static final long SOON_NANOS = 50_000_000L;
    /** Whose replicas are complete says nothing new before the next view: how many periods it is left alone. */
    private static final int QUIET_PERIODS = 5;

    private final KeeperTiming timing;
    private final Courier courier;
    private final KnownView known;
    private final Chronicle chronicle;
    private final Map<Integer, Attempt> attempts = new TreeMap<>();
    private final Map<Integer, Entry> entries = new TreeMap<>();
    private long changes;

    StatusBook(KeeperTiming timing, Courier courier, KnownView known, Chronicle chronicle) {
        this.chronicle = chronicle;
        this.timing = timing;
        this.courier = courier;
        this.known = known;
    }

    /** @param leading whether to ask quickly for what is still missing */
    void turn(long nowNanos, boolean leading, Deaths deaths) {
        View view = known.view();
        if (view == null) {
            return;
        }
        for (Member member : view.members()) {
            Attempt attempt = attempts.computeIfAbsent(member.index(), index -> new Attempt());
            if (attempt.due(nowNanos) && !deaths.dead(member.incarnation())) {
                ask(view, member, attempt, leading);
            }
        }
    }

    /** Asks everybody at once: there is a new view. */
    void hurry() {
        attempts.values().forEach(Attempt::hurry);
    }

    /** Rises whenever somebody says something new. */
    long changes() {
        return changes;
    }

    /**
     * Whether a member said, since the chain last changed, that its replica of the partition is
     * active and complete. Within one chain version a complete replica stays so.
     */
    boolean complete(View view, int partition, int index) {
        Entry entry = entries.get(index);
        Member member = view.member(index);
        return entry != null && member != null && entry.isOf(view, member)
                && entry.reply.epoch() >= view.chains().get(partition).version()
                && !entry.incomplete.get(partition);
    }

    /** The members whose replica of the partition is complete. */
    List<Integer> complete(View view, int partition) {
        Chain chain = view.chains().get(partition);
        return chain.replicas().stream().map(replica -> replica.member())
                .filter(index -> complete(view, partition, index)).toList();
    }

    private void ask(View view, Member member, Attempt attempt, boolean leading) {
        courier.call(member.address(),
                new StatusRequest(new Addressee(view.cluster(), member.incarnation())),
                attempt.begin(), answer -> {
                    if (answer.reply() instanceof StatusReply reply) {
                        take(member, new Entry(reply));
                        attempt.answered(
                                answer.sentNanos() + pause(member, leading, answer.atNanos()));
                    } else {
                        attempt.failed(
                                answer.sentNanos() + pause(member, leading, answer.atNanos()));
                    }
                });
    }

    private void take(Member member, Entry entry) {
        Entry before = entries.get(member.index());
        entries.put(member.index(), entry);
        if (before == null || !before.saysTheSame(entry)) {
            changes++;
        }
        long lost = entry.reply.lostHeads();
        if (before != null && before.reply.incarnation() == entry.reply.incarnation()) {
            lost -= before.reply.lostHeads();
        }
        if (lost > 0) {
            KeeperProbe.LOST_HEAD_REPORTED.hit();
            chronicle.lostHeads(member.address(), lost);
        }
    }

    private long pause(Member member, boolean leading, long nowNanos) {
        View view = known.view();
        @Nullable
        Entry entry = entries.get(member.index());
        boolean done = view != null && entry != null && entry.isAbout(view, member)
                && entry.incomplete.isEmpty();
        if (done) {
            return QUIET_PERIODS * timing.pollNanos();
        }
        return !leading ? timing.pollNanos()
                : Math.clamp((nowNanos - known.sinceNanos()) / 4, SOON_NANOS, timing.pollNanos());
    }

    /** One member's last word. */
    private static final class Entry {

        private final StatusReply reply;
        private final BitSet incomplete = new BitSet();

        Entry(StatusReply reply) {
            this.reply = reply;
            reply.incomplete().forEach(incomplete::set);
        }

        /** Another cluster, or another incarnation, may stand at the same epoch by chance. */
        boolean saysTheSame(Entry other) {
            return reply.incarnation() == other.reply.incarnation()
                    && reply.cluster() == other.reply.cluster()
                    && reply.epoch() == other.reply.epoch() && incomplete.equals(other.incomplete);
        }

        boolean isAbout(View view, Member member) {
            return isOf(view, member) && reply.epoch() == view.epoch();
        }

        boolean isOf(View view, Member member) {
            return reply.incarnation() == member.incarnation() && reply.cluster() == view.cluster()
                    && reply.epoch() <= view.epoch();
        }
    }
}
