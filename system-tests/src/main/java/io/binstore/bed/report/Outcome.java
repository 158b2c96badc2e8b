package io.binstore.bed.report;

import io.binstore.bed.fault.Episode;
import io.binstore.bed.judge.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a run at its end.
 *
 * @param originNanos when its traffic began
 * @param endNanos when the clients were told to end
 * @param settings sentences that say what ran
 * @param verdict null if it never came to judging
 * @param replicasCompared bins, times the replicas that were read
 * @param differences what replicas disagree about
 * @param lostPartitions as keepers count them
 * @param troubles what kept the run from going as it should
 */
public record Outcome(long originNanos, long endNanos, List<String> settings,
        List<Episode> episodes, @Nullable Verdict verdict, int replicasCompared,
        List<String> differences, long lostPartitions, List<String> troubles) {

    /** Fewer answers than this in the seconds before or after a fault prove nothing. */
    private static final int ANSWERS_MIN = 30;
    static final long AROUND_NANOS = 3_000_000_000L;

    /** What is wrong: with the store, or with the run as a proof. Nothing, if all is well. */
    public List<String> faults() {
        List<String> wrong = new ArrayList<>(troubles);
        if (verdict == null) {
            wrong.add("the run was not judged");
            return wrong;
        }
        wrong.addAll(verdict.violations());
        for (Map.Entry<String, Integer> failure : verdict.failures().entrySet()) {
            wrong.add(failure.getValue() + " calls failed: " + failure.getKey());
        }
        wrong.addAll(differences);
        if (replicasCompared == 0) {
            wrong.add("no replicas were compared");
        }
        if (lostPartitions > 0) {
            wrong.add(lostPartitions + " partitions lost all their replicas");
        }
        for (int i = 0; i < episodes.size(); i++) {
            check(i + 1, episodes.get(i), verdict, wrong);
        }
        return wrong;
    }

    private static void check(int number, Episode episode, Verdict verdict, List<String> wrong) {
        String name = "fault " + number + ", " + episode.fault() + ", ";
        episode.misses().forEach(miss -> wrong.add(name + "was not seen to bite: " + miss));
        if (episode.completeNanos() == 0) {
            wrong.add(name + "was not got over");
            return;
        }
        int before = verdict.traffic().answered(episode.struckNanos() - AROUND_NANOS,
                episode.struckNanos());
        int after = verdict.traffic().answered(episode.completeNanos(),
                episode.completeNanos() + AROUND_NANOS);
        if (before < ANSWERS_MIN || after < ANSWERS_MIN) {
            wrong.add(name + "had too little traffic around it: " + before + " answers before, "
                    + after + " after");
        }
    }
}
