package io.binstore.keeper.core;

import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.Replica;
import io.binstore.protocol.model.View;
import io.binstore.protocol.runtime.Bound;
import io.binstore.protocol.runtime.Ticker;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened: events, and the last changes of every chain, derived from one view to the next.
 * Bounded (I11).
 */
final class Chronicle {

    private static final int CHANGES_MAX = 8;

    private final Ticker ticker;
    private final EventLog log = new EventLog();
    private final List<Deque<PartitionReport.Change>> histories = new ArrayList<>();
    private long epoch;
    private long migrated;
    private long lostPartitions;

    Chronicle(Ticker ticker) {
        this.ticker = ticker;
    }

    List<Event> events() {
        return log.events();
    }

    /** How many learners have become replicas. */
    long migrated() {
        return migrated;
    }

    /** How many partitions were lost, apart from those that the present view counts. */
    long lostPartitions() {
        return lostPartitions;
    }

    /** A head began without being complete: what only dead replicas had is gone. */
    void lostHeads(String address, long count) {
        lostPartitions += count;
        add(Event.Kind.LOST, address, count + " partitions were left without a complete replica");
    }

    List<PartitionReport.Change> history(int partition) {
        return partition < histories.size() ? List.copyOf(histories.get(partition)) : List.of();
    }

    void add(Event.Kind kind, String subject, String detail) {
        log.add(ticker.nanos(), kind, epoch, subject, detail);
    }

    void died(Certificate certificate) {
        String evidence = switch (certificate.evidence()) {
            case REFUSED -> "connection refused twice";
            case REPLACED -> "another incarnation answers";
        };
        add(Event.Kind.DIED, certificate.address(), certificate.incarnation() + ": " + evidence);
    }

    /** Another view is the newest known one. */
    void changed(@Nullable View before, @Nullable View after) {
        if (after == null) {
            add(Event.Kind.LOST, "cluster", "all members are gone");
            lostPartitions += before == null ? 0 : before.chains().size();
            epoch = 0;
            histories.clear();
            return;
        }
        epoch = after.epoch();
        if (before == null && after.epoch() == 1) {
            add(Event.Kind.FOUNDED, "cluster",
                    "cluster " + Long.toHexString(after.cluster()) + " with "
                            + after.members().size() + " members");
        }
        joined(before, after);
        if (before != null) {
            removed(before, after);
        }
        int changedChains = chains(before, after);
        add(Event.Kind.VIEW_CHANGED, "cluster",
                after.members().size() + " members, " + changedChains
                        + " chains changed");
        if (before != null && after.lost() > before.lost()) {
            add(Event.Kind.LOST, "cluster",
                    after.lost() - before.lost() + " partitions lost all their replicas");
        }
    }

    void bounds(List<Bound> bounds) {
        log.bounds(bounds);
        int longest = histories.stream().mapToInt(Deque::size).max().orElse(0);
        bounds.add(new Bound("changes of one chain", longest, CHANGES_MAX));
    }

    private void joined(@Nullable View before, View after) {
        for (Member member : after.members()) {
            if (before == null || !before.members().contains(member)) {
                add(Event.Kind.JOINED, member.address(), "incarnation " + member.incarnation());
            }
        }
    }

    /** Deaths are told with their evidence as they are certified. */
    private void removed(View before, View after) {
        for (Member member : before.members()) {
            boolean gone = !after.contains(member.index(), member.incarnation());
            if (gone && !after.isDead(member.incarnation())) {
                add(Event.Kind.REMOVED, member.address(), "incarnation " + member.incarnation()
                        + " was silent, or out of reach of another");
            } else if (gone && before.chains().stream()
                    .noneMatch(chain -> chain.contains(member.index()))) {
                add(Event.Kind.REMOVED, member.address(),
                        "incarnation " + member.incarnation() + " held nothing any more");
            }
        }
    }

    private int chains(@Nullable View before, View after) {
        int changed = 0;
        int promoted = 0;
        while (histories.size() < after.chains().size()) {
            histories.add(new ArrayDeque<>());
        }
        for (int partition = 0; partition < after.chains().size(); partition++) {
            Chain now = after.chains().get(partition);
            Chain then = before == null || partition >= before.chains().size()
                    ? null
                    : before.chains().get(partition);
            if (then == null || then.version() != now.version()) {
                changed++;
                remember(partition, now, after.epoch());
                promoted += then == null ? 0
                        : (int) then.learners().stream().filter(now::contains).count();
            }
        }
        if (promoted > 0) {
            migrated += promoted;
            add(Event.Kind.MIGRATED, "cluster", promoted + " learners became replicas");
        }
        return changed;
    }

    private void remember(int partition, Chain chain, long inEpoch) {
        Deque<PartitionReport.Change> history = histories.get(partition);
        history.addLast(new PartitionReport.Change(inEpoch, ticker.nanos(),
                chain.replicas().stream().map(Replica::member).toList()));
        if (history.size() > CHANGES_MAX) {
            history.removeFirst();
        }
    }
}
