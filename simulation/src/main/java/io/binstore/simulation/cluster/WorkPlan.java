package io.binstore.simulation.cluster;

import io.binstore.protocol.model.Utf8;
import io.binstore.simulation.world.SimRandomness;
import io.binstore.simulation.world.World;
import java.util.ArrayList;
import java.util.List;

/**
 * What the clients of a run do.
 *
 * @param callsMax of all clients together; bounded so that every history can be judged
 * @param spanNanos over how long they are spread
 * @param openMax calls of one client at a time
 * @param thinkNanos mean time between two calls of one client
 * @param deadlineNanos of most calls
 * @param hurried how many calls have a much shorter deadline
 * @param edge how many calls go by plain HTTP to any backend
 * @param hasty how often a client calls again right after a call
 * @param eager how likely a step that matters, such as the adoption of a view, has all clients call just then
 */
public record WorkPlan(List<Utf8> bins, List<Utf8> keys, int callsMax, long spanNanos, int openMax,
        long thinkNanos,
        double reads,
        long deadlineNanos, double hurried, double edge, double hasty,
        double eager) {

    private static final List<String> BINS =
            List.of("", "a", "bin", "\u0000", "\u20ac\ud83d\ude00", "b/../c");
    /** Prefixes and suffixes that meet and overlap. */
    private static final List<String> KEYS =
            List.of("", "a", "ab", "aba", "b", "ba", "\ufffd", "\ud83d\ude00a");
    private static final int CALLS_PER_BIN = 120;

    /** @param patient whether all calls have the same long deadline */
    public static WorkPlan draw(SimRandomness random, int clients, long spanNanos,
            long deadlineNanos,
            boolean patient) {
        int bins = random.chance(0.4) ? 1 : random.between(1, 4);
        int calls = bins * random.between(30, CALLS_PER_BIN);
        double hasty = random.chance(0.3) ? 0 : 0.9 * random.unit();
        long think = Math.max(World.MILLISECOND,
                (long) (2 * spanNanos * clients / (calls * (1 - hasty))));
        return new WorkPlan(some(BINS, bins, random), some(KEYS, random.between(1, 4), random),
                calls, spanNanos,
                random.between(1, 4), think, 0.2 + 0.6 * random.unit(), deadlineNanos,
                patient || random.chance(0.4) ? 0 : 0.5 * random.unit(),
                random.chance(0.5) ? 0 : 0.4 * random.unit(), hasty,
                random.chance(0.2) ? 0 : 0.5 * random.unit());
    }

    /** The same with fewer bins, keys and calls. */
    public WorkPlan atMost(int binsMax, int keysMax, int calls) {
        return new WorkPlan(bins.subList(0, Math.min(binsMax, bins.size())),
                keys.subList(0, Math.min(keysMax, keys.size())), Math.min(calls, callsMax),
                spanNanos, openMax, thinkNanos, reads, deadlineNanos, hurried, edge, hasty, eager);
    }

    private static List<Utf8> some(List<String> names, int count, SimRandomness random) {
        List<String> left = new ArrayList<>(names);
        List<Utf8> chosen = new ArrayList<>();
        while (chosen.size() < count) {
            chosen.add(Utf8.of(left.remove(random.below(left.size()))));
        }
        return chosen;
    }
}
