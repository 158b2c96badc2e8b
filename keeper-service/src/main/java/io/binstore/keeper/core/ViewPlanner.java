package io.binstore.keeper.core;

import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.Replica;
import io.binstore.protocol.model.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides what the next view is, from the base and what is known of everybody. A pure function.
 *
 * <p>
 * In this order, as much as possible in one view:
 * <ol>
 * <li>certified dead members go, at once; a partition that had no other replicas begins a new,
 * empty history;
 * <li>one silent member goes, if every chain of its has other live replicas and these are complete; without a silent one,
 * one of two that cannot reach each other, under the same condition;
 * <li>of those who are to leave, nobody is filled any more, and one that is in no chain goes;
 * <li>fresh backends join;
 * <li>ready learners become tails, one per chain, where all live replicas are complete; if the
 * chain was long enough
 * already, the replica that {@link Placement} wants elsewhere goes in the same view;
 * <li>learners are assigned ({@link Assignment}), the shortest chains first, balance last, and those who leave in parts;
 * <li>when nothing else is left, heads move: an overloaded head leaves its chain and comes back as
 * its learner.
 * </ol>
 */
final class ViewPlanner {

    static final int HEADS_PER_VIEW_MAX = 64;
    /** A head is only moved while others keep the partition doubly safe. */
    private static final int HEAD_MOVE_REPLICAS_MIN = 3;

    private final int replicas;

    ViewPlanner(int replicas) {
        this.replicas = replicas;
    }

    /** The next view, or null if nothing has to change now. */
    @Nullable
    View next(Situation now) {
        ViewDraft draft = new ViewDraft(now.base());
        Removals.urgent(draft, now);
        boolean urgent = draft.changed();
        if (!urgent && !now.calm()) {
            return null;
        }
        for (Member member : now.fresh()) {
            if (draft.members().stream().noneMatch(present -> present.index() == member.index())) {
                KeeperProbe.FRESH_BACKEND_JOINS.hit();
                draft.add(member);
            }
        }
        if (draft.members().isEmpty()) {
            return null;
        }
        if (!urgent) {
            Removals.emptied(draft, now);
        }
        List<Member> staying = staying(draft, now);
        for (Member member : draft.members()) {
            if (!staying.contains(member)) {
                draft.chains().forEach(chain -> chain.removeLearner(member.index()));
            }
        }
        List<List<Integer>> targets = targets(draft, staying);
        restartLost(draft, targets, now);
        promote(draft, targets, now);
        new Assignment(draft, targets, replicas, now).assign();
        if (!draft.changed() && atRest(draft, now)) {
            moveHeads(draft, now);
        }
        return draft.changed() ? draft.toView() : null;
    }

    private List<List<Integer>> targets(ViewDraft draft, List<Member> members) {
        List<List<Integer>> current = new ArrayList<>();
        List<List<Integer>> learners = new ArrayList<>();
        for (ChainDraft chain : draft.chains()) {
            current.add(chain.replicas());
            learners.add(chain.learners());
        }
        return Placement.targets(members, replicas, current, learners);
    }

    /** The members that may be given something: those who are not to leave, or all if nobody else is there. */
    private static List<Member> staying(ViewDraft draft, Situation now) {
        List<Member> staying = draft.members().stream()
                .filter(member -> !now.leaving().contains(member.index())).toList();
        if (staying.isEmpty()) {
            KeeperProbe.ALL_MEMBERS_WANT_TO_LEAVE.hit();
            return draft.members();
        }
        return staying;
    }

    private static void restartLost(ViewDraft draft, List<List<Integer>> targets, Situation now) {
        Map<Integer, Integer> heads = new TreeMap<>();
        for (ChainDraft chain : draft.chains()) {
            if (!chain.isEmpty()) {
                heads.merge(chain.head(), 1, Integer::sum);
            }
        }
        for (int partition = 0; partition < draft.chains().size(); partition++) {
            ChainDraft chain = draft.chains().get(partition);
            if (chain.isEmpty()) {
                if (!chain.before().replicas().isEmpty()) {
                    KeeperProbe.PARTITION_LOST_ALL_ITS_REPLICAS.hit();
                    draft.countLoss();
                }
                // A chain with somebody silent in it could not commit anything.
                List<Integer> able = new ArrayList<>(targets.get(partition));
                able.removeAll(now.doubtful());
                chain.restart(
                        Placement.headFirst(able.isEmpty() ? targets.get(partition) : able, heads));
            }
        }
    }

    private void promote(ViewDraft draft, List<List<Integer>> targets, Situation now) {
        for (int partition = 0; partition < draft.chains().size(); partition++) {
            ChainDraft chain = draft.chains().get(partition);
            List<Integer> target = targets.get(partition);
            if (!chain.isEmpty() && allComplete(chain, partition, now)
                    && leaversComplete(chain, partition, now)) {
                if (chain.size() > Math.min(replicas, target.size())) {
                    removeSurplus(chain, target);
                } else if (!chain.learners().isEmpty()) {
                    promote(chain, partition, target, now);
                }
            }
        }
    }

    private void promote(ChainDraft chain, int partition, List<Integer> target, Situation now) {
        int longest = Math.min(replicas, target.size());
        for (int learner : List.copyOf(chain.learners())) {
            if (now.reports().ready(partition, learner) && now.doubtful().contains(learner)) {
                KeeperProbe.READY_LEARNER_IS_DOUBTFUL.hit();
            } else if (now.reports().ready(partition, learner)) {
                // Two stay until the new one is complete, so that the death of one loses nothing: the
                // chain is too long for a while.
                if (chain.size() >= longest && chain.size() > 2 && !removeSurplus(chain, target)) {
                    return;
                }
                KeeperProbe.LEARNER_IS_PROMOTED.hit();
                chain.append(learner);
                return;
            }
        }
    }

    private static boolean removeSurplus(ChainDraft chain, List<Integer> target) {
        List<Integer> surplus = new ArrayList<>(chain.replicas());
        surplus.removeAll(target);
        if (surplus.isEmpty()) {
            return false;
        }
        KeeperProbe.REPLICA_GOES_AS_ANOTHER_TAKES_ITS_PLACE.hit();
        chain.removeReplica(surplus.get(0));
        return true;
    }

    /**
     * A replica is added, and a live one removed, only when all live ones of the chain are
     * complete.
     */
    private static boolean allComplete(ChainDraft chain, int partition, Situation now) {
        for (int member : chain.replicas()) {
            if (!now.reports().complete(partition, member)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whoever leaves the chain in this very view and may live counts as well: a silent member that
     * was not complete goes first, and the learner follows in the next view.
     */
    private static boolean leaversComplete(ChainDraft chain, int partition, Situation now) {
        for (Replica replica : chain.before().replicas()) {
            int member = replica.member();
            if (!now.dead().contains(member) && !now.reports().complete(partition, member)) {
                return false;
            }
        }
        return true;
    }

    /** Whether nothing is missing anywhere: only then is it time for the heads. */
    private boolean atRest(ViewDraft draft, Situation now) {
        if (!now.doubtful().isEmpty()) {
            return false;
        }
        int longest = Math.min(replicas, draft.members().size());
        for (int partition = 0; partition < draft.chains().size(); partition++) {
            ChainDraft chain = draft.chains().get(partition);
            if (chain.size() < longest || !chain.learners().isEmpty()
                    || !allComplete(chain, partition, now)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Only uses steps that are safe at any time: a complete chain loses its head, which comes back
     * at the tail.
     */
    private static void moveHeads(ViewDraft draft, Situation now) {
        Map<Integer, Integer> heads = new TreeMap<>();
        for (Member member : draft.members()) {
            heads.put(member.index(), 0);
        }
        for (ChainDraft chain : draft.chains()) {
            heads.merge(chain.head(), 1, Integer::sum);
        }
        int moved = 0;
        for (int partition = 0; partition < draft.chains().size() && moved < HEADS_PER_VIEW_MAX;
                partition++) {
            ChainDraft chain = draft.chains().get(partition);
            if (chain.size() >= HEAD_MOVE_REPLICAS_MIN && chain.learners().isEmpty()
                    && heads.getOrDefault(chain.head(),
                            0) > heads.getOrDefault(chain.replicas().get(1), 0) + 1
                    && allComplete(chain, partition, now)) {
                KeeperProbe.HEAD_MOVES.hit();
                int head = chain.head();
                heads.merge(head, -1, Integer::sum);
                chain.removeReplica(head);
                heads.merge(chain.head(), 1, Integer::sum);
                chain.addLearner(head);
                moved++;
            }
        }
    }
}
