package io.binstore.keeper.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gives chains the learners that are to be filled next: first what is missed, the shortest chains before the others, then
 * what those hold who leave, last what is only to be elsewhere. Who leaves gives a part at a time, for the sake of the
 * calls; this ends, as nobody who leaves is filled. Moves for balance go all at once: targets are worked out anew for each view, and of a part
 * of them the next view may undo what was done.
 */
final class Assignment {

    static final int LEARNERS_PER_MEMBER_MAX = 512;
    static final int LEARNERS_MIN_TOTAL = 1024;
    /**
     * One in so many partitions is taken off leaving members at a time, or one for each member where these are more: each
     * changes its chain and takes its share of the processors, so hundreds at once make calls wait.
     */
    static final int PARTITIONS_PER_LEAVE = 16;

    private final ViewDraft draft;
    private final List<List<Integer>> targets;
    private final int replicas;
    private final Situation now;
    private final Map<Integer, Integer> filling = new TreeMap<>();
    private int total;

    /** @param targets by partition, where its replicas are to be */
    Assignment(ViewDraft draft, List<List<Integer>> targets, int replicas, Situation now) {
        this.draft = draft;
        this.targets = targets;
        this.replicas = replicas;
        this.now = now;
        for (ChainDraft chain : draft.chains()) {
            for (int learner : chain.learners()) {
                filling.merge(learner, 1, Integer::sum);
                total++;
            }
        }
    }

    void assign() {
        for (int length = 1; length < replicas; length++) {
            for (int partition = 0; partition < targets.size(); partition++) {
                if (chain(partition).size() == length && isShort(partition)) {
                    give(partition);
                }
            }
        }
        List<Integer> left = new ArrayList<>();
        List<Integer> others = new ArrayList<>();
        for (int partition = 0; partition < targets.size(); partition++) {
            if (chain(partition).size() <= replicas && !isShort(partition)) {
                boolean leaves = chain(partition).replicas().stream()
                        .anyMatch(now.leaving()::contains);
                (leaves ? left : others).add(partition);
            }
        }
        takeOff(left);
        others.forEach(this::give);
    }

    /** @param partitions that have a member in them who leaves */
    private void takeOff(List<Integer> partitions) {
        int most = Math.max(draft.members().size(), targets.size() / PARTITIONS_PER_LEAVE);
        int moving = 0;
        for (int partition : partitions) {
            moving += chain(partition).learners().size();
        }
        for (int partition : partitions) {
            if (chain(partition).learners().isEmpty()) {
                if (moving < most) {
                    moving += give(partition);
                } else {
                    KeeperProbe.REPLICA_OF_A_LEAVING_MEMBER_WAITS.hit();
                }
            }
        }
    }

    /** Whether it has fewer replicas than it could have. */
    private boolean isShort(int partition) {
        return chain(partition).size() < Math.min(replicas, targets.get(partition).size());
    }

    private ChainDraft chain(int partition) {
        return draft.chains().get(partition);
    }

    /** The learners that a chain still needs: all at once if it is short, one for a move. */
    private int give(int partition) {
        ChainDraft chain = chain(partition);
        List<Integer> target = targets.get(partition);
        int most = Math.max(LEARNERS_MIN_TOTAL, 2 * draft.members().size());
        int wanted = Math.max(1, target.size() - chain.size()) - chain.learners().size();
        int given = 0;
        for (int member : target) {
            if (given < wanted && total < most && !chain.replicas().contains(member)
                    && !chain.learners().contains(member)
                    && !now.doubtful().contains(member)
                    && filling.getOrDefault(member, 0) < LEARNERS_PER_MEMBER_MAX) {
                chain.addLearner(member);
                filling.merge(member, 1, Integer::sum);
                given++;
                total++;
            }
        }
        return given;
    }
}
