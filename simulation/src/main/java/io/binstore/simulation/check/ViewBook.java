package io.binstore.simulation.check;

import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.Replica;
import io.binstore.protocol.model.View;
import io.binstore.simulation.world.Violation;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Follows the views that backends adopt: I1, I2, and the rules by which chains may change (protocol, section 7). */
final class ViewBook {

    private final Map<Long, TreeMap<Long, View>> clusters = new HashMap<>();
    private final Map<Long, Incarnation> incarnations;
    private final Map<View, Vote> votes = new HashMap<>();
    private @Nullable View newest;

    ViewBook(Map<Long, Incarnation> incarnations) {
        this.incarnations = incarnations;
    }

    /** The view of an epoch, if anybody has adopted it. */
    @Nullable
    View view(long cluster, long epoch) {
        return views(cluster).get(epoch);
    }

    /** The views after an epoch that anybody has adopted. */
    Collection<View> after(long cluster, long epoch) {
        return views(cluster).tailMap(epoch, false).values();
    }

    /** @param nanos when it was given last; of the votes that chose a view none is later */
    private record Vote(View view, long nanos) {
    }

    /** Somebody voted for a view; returns it as the one object that stands for all equal ones. */
    View accepted(View view, long nowNanos) {
        return votes.compute(view, (same, before) -> new Vote(before == null ? same : before.view(),
                nowNanos)).view();
    }

    /**
     * Whether another view of this epoch was active before, but everybody who had accepted or adopted it, or one that
     * follows from it, was dead before the votes that chose this one were complete: I1 is promised no further than that.
     * Votes of a time before do not choose it: they wait at their voters until a lead takes them up.
     */
    boolean forksExcusably(View view) {
        View other = views(view.cluster()).get(view.epoch());
        if (other == null || other.equals(view)) {
            return false;
        }
        Vote vote = votes.get(view);
        long votedNanos = vote == null ? 0 : vote.nanos();
        for (Incarnation who : incarnations.values()) {
            boolean knew = who.cluster == view.cluster() && who.epoch >= view.epoch()
                    || who.accepted().stream().anyMatch(each -> each.epoch() >= view.epoch()
                            && each.equals(views(view.cluster()).get(each.epoch())));
            if (knew && who.aliveAt(votedNanos)) {
                return false;
            }
        }
        return true;
    }

    /** Notes an adoption. */
    void adopted(Incarnation who, View view) {
        if (view.epoch() <= who.epoch || who.cluster != 0 && who.cluster != view.cluster()) {
            throw Violation.of("I2", who + " goes from epoch " + who.epoch + " of cluster "
                    + Long.toHexString(who.cluster) + " to " + view);
        }
        View known = views(view.cluster()).putIfAbsent(view.epoch(), view);
        if (known != null && !known.equals(view)) {
            throw Violation.of("I1",
                    "two views of one epoch are active: " + known + " " + known.chains() + " and "
                            + view + " " + view.chains());
        }
        if (known == null) {
            checkShape(view);
        }
        who.epoch = view.epoch();
        who.cluster = view.cluster();
    }

    private static void checkShape(View view) {
        for (Chain chain : view.chains()) {
            boolean membersOnly =
                    chain.replicas().stream().allMatch(each -> view.member(each.member()) != null);
            long distinct = chain.replicas().stream().map(Replica::member).distinct().count();
            if (!membersOnly || distinct != chain.replicas().size()
                    || chain.version() > view.epoch()) {
                throw Violation.of("view", view + " has the chain " + chain);
            }
        }
    }

    private TreeMap<Long, View> views(long cluster) {
        return clusters.computeIfAbsent(cluster, each -> new TreeMap<>());
    }

    /** The newest view that anybody has adopted. */
    @Nullable
    View newest() {
        return newest;
    }

    /** Whether a view is newer than all adopted before, or of a new cluster. */
    boolean isNews(View view) {
        return newest == null || newest.cluster() != view.cluster()
                || newest.epoch() < view.epoch();
    }

    void becomeNewest(View view) {
        newest = view;
    }

    long newestVersion(long cluster, int partition) {
        Map.Entry<Long, View> last = views(cluster).lastEntry();
        return last == null ? 0 : last.getValue().chains().get(partition).version();
    }

    /** The chain as it is from one version to the next, or null if no such view was adopted. */
    @Nullable
    Chain chain(long cluster, int partition, long version) {
        View view = view(cluster, partition, version);
        return view == null ? null : view.chains().get(partition);
    }

    /** An adopted view in which the chain has this version; the first may have been skipped by all. */
    private @Nullable View view(long cluster, int partition, long version) {
        for (View view : views(cluster).tailMap(version, true).values()) {
            long found = view.chains().get(partition).version();
            if (found >= version) {
                return found == version ? view : null;
            }
        }
        return null;
    }

    int positionOf(Chain chain, long cluster, long version, Incarnation who) {
        for (int i = 0; i < chain.replicas().size(); i++) {
            if (who.equals(incarnation(chain.replicas().get(i), cluster, version))) {
                return i;
            }
        }
        return -1;
    }

    /** Who a replica of a chain version is. */
    @Nullable
    Incarnation incarnation(Replica replica, long cluster, long version) {
        for (View view : views(cluster).tailMap(version, true).values()) {
            Member member = view.member(replica.member());
            return member == null ? null : incarnations.get(member.incarnation());
        }
        return null;
    }

    /** A live replica of the newest chain that was complete and had everything up to an index, or null. */
    @Nullable
    Incarnation liveHolder(HistoryKey key, long index) {
        View view = newest;
        if (view == null || view.cluster() != key.cluster()) {
            return null;
        }
        for (Replica replica : view.chains().get(key.partition()).replicas()) {
            Member member = view.member(replica.member());
            Incarnation who = member == null ? null : incarnations.get(member.incarnation());
            ReplicaLog log = who == null ? null : who.logs.get(key.partition());
            if (who != null && who.alive() && log != null && log.key.equals(key) && log.complete
                    && !log.discarded
                    && log.last() >= index) {
                return who;
            }
        }
        return null;
    }
}
